# frozen_string_literal: true

# Fluentd's filter `pharos_dead_letters`, for the label @ERROR. Fluentd does not hand the reason over: its log has it.

require "fluent/plugin/filter"
require_relative "record_fields"

module Fluent
  module Plugin
    class PharosDeadLettersFilter < Filter
      Fluent::Plugin.register_filter("pharos_dead_letters", self)

      # The place, as JSON.
      config_param :place, :string

      def configure(conf)
        super
        @where = JSON.parse(@place)
      end

      def filter(_tag, time, record)
        reason = "a filter could not read it, or Elasticsearch refused it for good: the log of Fluentd says why"
        PharosFields.dead_letter(record, reason, @where, Time.at(time.to_r))
      end
    end
  end
end
