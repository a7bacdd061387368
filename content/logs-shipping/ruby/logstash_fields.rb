# frozen_string_literal: true

# The script of Logstash's `ruby` filter. `script_params`: the library's path and the place as JSON.

def register(params)
  require params["library"]
  @place = JSON.parse(params["place"])
end

def filter(event)
  line = {
    "message" => event.get("message"),
    "file" => event.get("[log][file][path]"),
    "offset" => event.get("[log][offset]"),
    "node" => event.get("[agent][name]"),
    "stream" => event.get("stream"),
    "time" => event.timestamp.time
  }
  document = PharosFields.document(line, @place)
  event.to_hash.each_key { |key| event.remove(key) unless key.start_with?("@") }
  document.each { |key, value| event.set("[#{key}]", value) unless key == "@timestamp" }
  event.timestamp = LogStash::Timestamp.new(document["@timestamp"])
  [event]
rescue StandardError => e
  event.tag("_pharos_unreadable")
  event.set("[@metadata][reason]", "#{e.class}: #{e.message}")
  [event]
end
