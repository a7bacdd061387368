# frozen_string_literal: true

# The script of Logstash's `ruby` filter. `script_params`: the library's path and the place as JSON.

def register(params)
  require params["library"]
  @place = JSON.parse(params["place"])
end

def filter(event)
  return otlp(event) unless event.get("resourceLogs").nil?

  line = {
    "message" => event.get("message"),
    "file" => event.get("[log][file][path]"),
    "offset" => event.get("[log][offset]"),
    "node" => event.get("[agent][name]"),
    "stream" => event.get("stream"),
    "time" => event.timestamp.time
  }
  document = PharosFields.document(line, @place)
  document.nil? ? [] : [fill(event, document)]
rescue StandardError => e
  [put_aside(event, e)]
end

# One request of OTLP/HTTP becomes as many events as it has records.
def otlp(event)
  PharosFields.otlp_records(event.to_hash).map do |shared|
    fill(LogStash::Event.new, PharosFields.otlp_document(shared, @place, event.timestamp.time))
  rescue StandardError => e
    put_aside(LogStash::Event.new(shared), e)
  end
end

def fill(event, document)
  event.to_hash.each_key { |key| event.remove(key) unless key.start_with?("@") }
  document.each { |key, value| event.set("[#{key}]", value) unless key == "@timestamp" }
  event.timestamp = LogStash::Timestamp.new(document["@timestamp"])
  event
end

def put_aside(event, error)
  event.tag("_pharos_unreadable")
  event.set("[@metadata][reason]", "#{error.class}: #{error.message}")
  event
end
