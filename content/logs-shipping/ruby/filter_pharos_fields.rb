# frozen_string_literal: true

# Fluentd's filter `pharos_fields`. A record that cannot become a document goes to the label @ERROR.

require "fluent/plugin/filter"
require_relative "record_fields"

module Fluent
  module Plugin
    class PharosFieldsFilter < Filter
      Fluent::Plugin.register_filter("pharos_fields", self)

      # The place, as JSON.
      config_param :place, :string

      def configure(conf)
        super
        @where = JSON.parse(@place)
      end

      def filter(tag, time, record)
        line = record.slice("file", "offset", "node", "stream")
        PharosFields.document(line.merge("message" => record["log"], "time" => Time.at(time.to_r)), @where)
      rescue StandardError => e
        router.emit_error_event(tag, time, record, e)
        nil
      end
    end
  end
end
