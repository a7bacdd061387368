# frozen_string_literal: true

# Runs lines and requests of OTLP through the filters of Logstash and Fluentd. Reads {"place", "folder", "lines", "requests"} from its input,
# and writes for each line what either makes of it: {"document"} or {"reason"}; for each request, the list of them.

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

    def to_s
      @time.utc.iso8601(3)
    end
  end

  # As much of Logstash's event as the script touches. Like the true one it refuses values that are no data.
  class Event
    attr_accessor :timestamp
    attr_reader :tags

    def initialize(data = {}, timestamp = nil)
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

# What could not be read goes through the second script, as it does through the second pipeline.
def through_logstash(scripts, line, time)
  data = {
    "message" => line["message"], "stream" => line["stream"], "input" => { "type" => "filestream" },
    "log" => { "file" => { "path" => line["file"] }, "offset" => line["offset"] }, "agent" => { "name" => line["node"] }
  }
  events = scripts[0].filter(LogStash::Event.new(data, LogStash::Timestamp.new(time)))
  return { "useless" => true } if events.empty?
  raise "not one event but #{events.inspect}" unless events.size == 1

  outcome_of(scripts, events.first)
end

def outcome_of(scripts, event)
  return { "document" => data_of(event) } if event.tags.empty?

  event.timestamp ||= LogStash::Timestamp.new("2026-11-26T21:00:00.500Z")
  reason = event.get("[@metadata][reason]")
  { "reason" => reason, "tags" => event.tags, "dead" => data_of(scripts[1].filter(event).first) }
end

def otlp_through_logstash(scripts, request, time)
  # What the input `http` adds besides.
  data = request.merge("url" => { "path" => "/v1/logs" }, "host" => { "ip" => "10.0.1.7" })
  scripts[0].filter(LogStash::Event.new(data, LogStash::Timestamp.new(time))).map { |event| outcome_of(scripts, event) }
end

def otlp_through_fluentd(filters, request, time)
  exact = Fluent::EventTime.new(Time.iso8601(time).to_r)
  filter = filters.fetch("pharos_otlp")
  before = filter.router.errors.size
  documents = filter.filter_stream("v1.logs", [[exact, request]]).map { |_, record| { "document" => record } }
  errors = filter.router.errors.drop(before).map do |error|
    dead = filters.fetch("pharos_dead_letters").filter("v1.logs", exact, error["record"])
    { "reason" => error["reason"], "dead" => dead }
  end
  documents + errors
end

def data_of(event)
  data = event.to_hash.reject { |key, _| key == "@metadata" }
  data.merge("@timestamp" => PharosFields.stamp(event.timestamp.time))
end

def through_fluentd(filters, line, time)
  filter, dead_letters = filters.values_at("pharos_fields", "pharos_dead_letters")
  exact = Fluent::EventTime.new(Time.iso8601(time).to_r)
  record = line.slice("stream", "file", "offset", "node").merge("log" => line["message"])
  errors_before = filter.router.errors.size
  document = filter.filter("kubernetes", exact, record)
  return { "document" => document } unless document.nil?
  return { "useless" => true } if filter.router.errors.size == errors_before

  error = filter.router.errors.last
  { "reason" => error["reason"], "dead" => dead_letters.filter("kubernetes", exact, error["record"]) }
end

input = JSON.parse($stdin.read)
folder = input["folder"]
place = JSON.generate(input["place"])
filters = %w[pharos_fields pharos_otlp pharos_dead_letters].to_h do |name|
  require File.join(folder, "filter_#{name}.rb")
  [name, Fluent::Plugin::FILTERS.fetch(name).new.tap { |filter| filter.configure("place" => place) }]
end
params = { "library" => File.join(folder, "otlp_fields.rb"), "place" => place }
scripts = %w[logstash_fields.rb logstash_dead_letters.rb].map { |name| Script.new(File.join(folder, name), params) }
results = input["lines"].map do |line|
  # Bytes that are no text reach both programs as they are.
  line["message"] = [line.delete("hex")].pack("H*") if line.key?("hex")
  { "logstash" => through_logstash(scripts, line, line["time"]), "fluentd" => through_fluentd(filters, line, line["time"]) }
end
requests = Array(input["requests"]).map do |request|
  taken = "2026-11-26T21:00:00.500Z"
  copy = JSON.parse(JSON.generate(request))
  { "logstash" => otlp_through_logstash(scripts, request, taken), "fluentd" => otlp_through_fluentd(filters, copy, taken) }
end
puts JSON.generate("lines" => results, "requests" => requests)
