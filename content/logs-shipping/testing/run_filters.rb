# frozen_string_literal: true

# Runs lines through the filters of Logstash and Fluentd. Reads {"place", "folder", "lines"} from its input, and writes for each line what
# either makes of it: {"document"} or {"reason"}.

require "json"
require "time"
$LOAD_PATH.unshift(File.join(__dir__, "shims"))

module LogStash
  # Logstash keeps nanoseconds, and takes ISO 8601.
  class Timestamp
    attr_reader :time

    def initialize(text)
      @time = Time.iso8601(text)
    end
  end

  # As much of Logstash's event as the script touches. Like the true one it refuses values that are no data.
  class Event
    attr_accessor :timestamp
    attr_reader :tags

    def initialize(data, timestamp)
      @data = data
      @timestamp = timestamp
      @tags = []
    end

    def get(reference)
      steps(reference).reduce(@data) { |node, step| node.is_a?(Hash) ? node[step] : nil }
    end

    def set(reference, value)
      check(value)
      *path, last = steps(reference)
      path.reduce(@data) { |node, step| node[step] ||= {} }[last] = value
    end

    def remove(name)
      @data.delete(name)
    end

    def tag(name)
      @tags << name
    end

    def to_hash
      @data.dup
    end

    private

    def steps(reference)
      reference.start_with?("[") ? reference.scan(/\[([^\[\]]+)\]/).flatten : [reference]
    end

    def check(value)
      case value
      when Hash then value.each { |key, below| raise TypeError, "a key is #{key.inspect}" unless key.is_a?(String); check(below) }
      when Array then value.each { |below| check(below) }
      when String then raise EncodingError, value.inspect unless value.valid_encoding? && value.encode(Encoding::UTF_8)
      when Integer, Float, true, false, nil then nil
      else raise TypeError, "no data: #{value.class}"
      end
    end
  end
end

# As Logstash does: the script is read into an object of its own.
class Script
  def initialize(file, params)
    instance_eval(File.read(file), file)
    register(params)
  end
end

def through_logstash(script, line, time)
  data = {
    "message" => line["message"], "stream" => line["stream"], "input" => { "type" => "filestream" },
    "log" => { "file" => { "path" => line["file"] }, "offset" => line["offset"] }, "agent" => { "name" => line["node"] }
  }
  events = script.filter(LogStash::Event.new(data, LogStash::Timestamp.new(time)))
  raise "not one event but #{events.inspect}" unless events.size == 1

  event = events.first
  return { "reason" => event.get("[@metadata][reason]"), "tags" => event.tags } unless event.tags.empty?

  { "document" => event.to_hash.merge("@timestamp" => PharosFields.stamp(event.timestamp.time)) }
end

def through_fluentd(filter, line, time)
  exact = Fluent::EventTime.new(Time.iso8601(time).to_r)
  record = line.slice("stream", "file", "offset", "node").merge("log" => line["message"])
  document = filter.filter("kubernetes", exact, record)
  document.nil? ? { "reason" => filter.router.errors.last["reason"] } : { "document" => document }
end

input = JSON.parse($stdin.read)
folder = input["folder"]
place = JSON.generate(input["place"])
require File.join(folder, "filter_pharos_fields.rb")
filter = Fluent::Plugin::FILTERS.fetch("pharos_fields").new
filter.configure("place" => place)
script = Script.new(
  File.join(folder, "logstash_fields.rb"),
  { "library" => File.join(folder, "record_fields.rb"), "place" => place }
)
results = input["lines"].map do |line|
  # Bytes that are no text reach both programs as they are.
  line["message"] = [line.delete("hex")].pack("H*") if line.key?("hex")
  { "logstash" => through_logstash(script, line, line["time"]), "fluentd" => through_fluentd(filter, line, line["time"]) }
end
puts JSON.generate(results)
