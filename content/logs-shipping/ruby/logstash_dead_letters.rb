# frozen_string_literal: true

# The script of Logstash's `ruby` filter for what was put aside. `script_params`: as for the other script.

def register(params)
  require params["library"]
  @place = JSON.parse(params["place"])
end

def filter(event)
  refused = event.get("[@metadata][dead_letter_queue][reason]")
  reason = refused || event.get("[@metadata][reason]") || "no reason was given; the log of Logstash may know it"
  record = event.to_hash.reject { |key, _| key == "tags" }.merge("@timestamp" => event.timestamp.to_s)
  document = PharosFields.dead_letter(record, reason, @place, event.timestamp.time)
  event.to_hash.each_key { |key| event.remove(key) unless key.start_with?("@") }
  document.each { |key, value| event.set("[#{key}]", value) unless key == "@timestamp" }
  [event]
end
