# frozen_string_literal: true

# Fluentd's filter `pharos_otlp`: one request of OTLP/HTTP becomes as many records as it has. What cannot become a document goes to the
# label @ERROR by itself.

require "fluent/plugin/filter"
require_relative "otlp_fields"

module Fluent
  module Plugin
    class PharosOtlpFilter < Filter
      Fluent::Plugin.register_filter("pharos_otlp", self)

      # The place, as JSON.
      config_param :place, :string

      def configure(conf)
        super
        @where = JSON.parse(@place)
      end

      def filter_stream(tag, requests)
        documents = Fluent::MultiEventStream.new
        requests.each do |time, request|
          PharosFields.otlp_records(request).each do |shared|
            documents.add(time, PharosFields.otlp_document(shared, @where, Time.at(time.to_r)))
          rescue StandardError => e
            router.emit_error_event(tag, time, shared, e)
          end
        end
        documents
      end
    end
  end
end
