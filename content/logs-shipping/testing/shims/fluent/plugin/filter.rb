# frozen_string_literal: true

# As much of Fluentd as a filter plugin touches, for where Fluentd itself is not at hand.

module Fluent
  EventTime = Struct.new(:exact) do
    def to_r
      exact
    end
  end

  # What a filter hands on.
  class MultiEventStream
    include Enumerable

    def initialize
      @events = []
    end

    def add(time, record)
      @events << [time, record]
    end

    def each(&block)
      @events.each(&block)
    end
  end

  module Plugin
    FILTERS = {}

    def self.register_filter(name, type)
      FILTERS[name] = type
    end

    class Filter
      # What was sent to the label @ERROR.
      class Router
        attr_reader :errors

        def initialize
          @errors = []
        end

        def emit_error_event(_tag, _time, record, error)
          @errors << { "record" => record, "reason" => "#{error.class}: #{error.message}" }
        end
      end

      attr_reader :router

      def self.config_param(name, _type)
        (@parameters ||= []) << name
      end

      def self.parameters
        @parameters || []
      end

      def configure(conf)
        @router = Router.new
        self.class.parameters.each { |name| instance_variable_set("@#{name}", conf.fetch(name.to_s)) }
      end
    end
  end
end
