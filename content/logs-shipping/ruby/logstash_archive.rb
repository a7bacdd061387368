# frozen_string_literal: true

# The script of Logstash's `ruby` filter before the locked archive. What is written there can be neither changed nor erased for years, so that
# it lets through what was masked, and nothing else. `script_params`: the datasets that are archived, as JSON.

# What the masking filter writes into the documents that it has been through.
MARK = "[pharos][masked]"

def register(params)
  @datasets = JSON.parse(params["datasets"])
end

def filter(event)
  return [] unless @datasets.include?(event.get("[data_stream][dataset]"))
  return [] unless event.get(MARK) == true

  [event]
end
