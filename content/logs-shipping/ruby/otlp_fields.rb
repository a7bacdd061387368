# frozen_string_literal: true

# From logs that an application sends by OTLP to documents in the Elastic Common Schema. Agents hand them over as the JSON of OTLP/HTTP
# (opentelemetry-proto, logs/v1). What a record says of itself becomes the same fields as what a line says.

require_relative "record_fields"

module PharosFields
  OTLP_DATASET = "otel.app"

  # SeverityNumber counts four to each level (OpenTelemetry, "Logs Data Model", SeverityNumber).
  SEVERITIES = %w[trace debug info warn error fatal].freeze
  SEVERITIES_A_LEVEL = 4

  # Fields of the document → attributes of the resource.
  RESOURCE_TEXTS = {
    "service.name" => "service.name",
    "service.version" => "service.version",
    "service.environment" => "deployment.environment.name",
    "container.name" => "k8s.container.name",
    "host.name" => "k8s.node.name",
    "orchestrator.namespace" => "k8s.namespace.name"
  }.freeze
  EXCEPTION = { "exception.type" => "type", "exception.message" => "message", "exception.stacktrace" => "stack_trace" }.freeze

  module_function

  # @return whether it is what an agent sends, and no line of a container
  def otlp?(record)
    record.key?("resourceLogs")
  end

  # Each record of a request by itself, with what it shares with others.
  def otlp_records(request)
    Array(request["resourceLogs"]).flat_map do |of_resource|
      resource = of_resource["resource"] || {}
      Array(of_resource["scopeLogs"]).flat_map do |of_scope|
        scope = of_scope["scope"] || {}
        Array(of_scope["logRecords"]).map { |record| { "resource" => resource, "scope" => scope, "record" => record } }
      end
    end
  end

  # @param taken when it came, for a record that says no time
  # @return a new document
  def otlp_document(shared, place, taken)
    resource = attributes(shared["resource"])
    record = shared["record"]
    namespace = resource["k8s.namespace.name"]
    raise Unreadable, "nobody says from which namespace it comes" unless namespace.is_a?(String) && !namespace.empty?

    seen = nanoseconds(record["observedTimeUnixNano"]) || nanoseconds(record["timeUnixNano"]) || taken
    found = attributes(record)
    document = otlp_base(shared, resource, place, seen)
    add_time(document, record["timeUnixNano"].to_s == "0" ? nil : record["timeUnixNano"], seen)
    add_level(document, severity(record["severityNumber"]) || record["severityText"])
    put(document, "event.action", record["eventName"]) if record["eventName"].is_a?(String) && !record["eventName"].empty?
    found = found.merge("trace_id" => record["traceId"], "span_id" => record["spanId"]).compact
    EXCEPTION.each { |attribute, field| move(document, found, "error.#{field}", [attribute]) { |value| flat(value) } }
    add_known(document, found)
    rest = resource.reject { |name, _| RESOURCE_TEXTS.value?(name) || name.start_with?("k8s.") }.merge(found)
    put(document, "pharos.fields", rest.transform_values { |value| flat(value) }) unless rest.empty?
    document
  end

  def otlp_base(shared, resource, place, seen)
    scope = shared["scope"]["name"]
    body = value_of(shared["record"]["body"])
    {
      "@timestamp" => stamp(seen),
      "ecs" => { "version" => ECS_VERSION },
      "data_stream" => { "type" => "logs", "dataset" => OTLP_DATASET, "namespace" => place["namespace"] },
      "event" => { "id" => otlp_id(shared), "kind" => "event", "dataset" => OTLP_DATASET, "created" => stamp(seen) },
      "message" => body.nil? ? "" : clean(flat(body)),
      "cloud" => { "region" => place["region"] },
      "orchestrator" => { "type" => "kubernetes", "cluster" => { "name" => place["cluster"] } }
    }.tap do |document|
      RESOURCE_TEXTS.each { |field, name| put(document, field, flat(resource[name])) unless resource[name].nil? }
      put(document, "orchestrator.resource", { "type" => "pod", "name" => flat(resource["k8s.pod.name"]) }) unless resource["k8s.pod.name"].nil?
      put(document, "log.logger", scope) if scope.is_a?(String) && !scope.empty?
    end
  end

  # The same for a request that is sent again, so that Elasticsearch refuses the second one.
  def otlp_id(shared)
    Digest::SHA256.hexdigest(JSON.generate(scrubbed(shared)))[0, 40]
  end

  def severity(number)
    return nil unless number.is_a?(Integer) && number.between?(1, SEVERITIES.size * SEVERITIES_A_LEVEL)

    SEVERITIES[(number - 1) / SEVERITIES_A_LEVEL]
  end

  def nanoseconds(said)
    number = Integer(said.to_s, 10, exception: false)
    Time.at(Rational(number, 1_000_000_000)) if number&.positive?
  end

  # Attributes of a resource or a record by name.
  def attributes(holder)
    Array(holder["attributes"]).to_h { |each| [each["key"].to_s, value_of(each["value"])] }.compact
  end

  # OTLP's JSON names the type of each value; 64-bit integers are texts.
  def value_of(typed)
    return nil unless typed.is_a?(Hash)

    type, value = typed.first
    case type
    when "intValue" then Integer(value.to_s, 10, exception: false)
    when "arrayValue" then Array(value["values"]).map { |each| value_of(each) }
    when "kvlistValue" then Array(value["values"]).to_h { |each| [each["key"].to_s, value_of(each["value"])] }
    else value
    end
  end
end
