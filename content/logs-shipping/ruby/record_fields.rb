# frozen_string_literal: true

# From a container's line to a document in the Elastic Common Schema. Logstash and Fluentd both load this file, so that a line looks the
# same whichever way it came. Ruby's own library alone: it runs in Logstash's JRuby, in Fluentd's Ruby and in the tests.

require "digest"
require "ipaddr"
require "json"
require "time"

module PharosFields
  ECS_VERSION = "9.0.0"

  # /var/log/containers/<pod>_<namespace>_<container>-<id>.log: no name of Kubernetes has an underscore.
  FILE = %r{(?<pod>[^/_]+)_(?<namespace>[^/_]+)_(?<container>[^/_]+)-(?<id>[0-9a-f]{64})\.log\z}

  # A clock that is wrong by more is not believed: the document would go where nobody looks, or be deleted at once.
  MOST_AHEAD_SECONDS = 3600
  MOST_BEHIND_SECONDS = 7 * 86_400

  # Names under which programs say the same thing, the most telling first.
  TIME_KEYS = %w[@timestamp timestamp time ts eventTime datetime t].freeze
  LEVEL_KEYS = %w[log.level level severity loglevel lvl].freeze
  MESSAGE_KEYS = %w[message msg event].freeze
  ERROR_KEYS = %w[error err exception].freeze
  STACK_KEYS = %w[stack_trace stacktrace stack error.stack_trace].freeze

  # Texts: name in the document → names in lines.
  TEXTS = {
    "log.logger" => %w[log.logger logger logger_name component caller],
    "service.name" => %w[service.name service app],
    "service.version" => %w[service.version version],
    "user.id" => %w[user.id user_id userId],
    "user.name" => %w[user.name username user],
    "http.request.method" => %w[http.request.method http_method method],
    "url.path" => %w[url.path path uri],
    "transaction.id" => %w[transaction.id]
  }.freeze

  NUMBERS = { "http.response.status_code" => %w[http.response.status_code status_code statusCode status] }.freeze
  ADDRESSES = { "source.ip" => %w[source.ip client_ip clientIp remote_addr remote_ip] }.freeze
  HEX_IDS = {
    "trace.id" => [%w[trace.id trace_id traceId traceID], /\A[0-9a-f]{32}\z/],
    "span.id" => [%w[span.id span_id spanId spanID], /\A[0-9a-f]{16}\z/]
  }.freeze

  # Numbers that libraries of Node.js write for levels.
  NUMERIC_LEVELS = { 10 => "trace", 20 => "debug", 30 => "info", 40 => "warn", 50 => "error", 60 => "fatal" }.freeze
  LEVELS = {
    "trace" => "trace", "trce" => "trace", "debug" => "debug", "dbug" => "debug", "d" => "debug",
    "info" => "info", "information" => "info", "notice" => "info", "i" => "info",
    "warn" => "warn", "warning" => "warn", "w" => "warn",
    "error" => "error", "err" => "error", "eror" => "error", "e" => "error",
    "fatal" => "fatal", "critical" => "fatal", "crit" => "fatal", "panic" => "fatal", "emerg" => "fatal", "f" => "fatal"
  }.freeze

  KLOG = /\A(?<level>[IWEF])(?<month>\d\d)(?<day>\d\d) (?<clock>\d\d:\d\d:\d\d\.\d{6})\s+\d+ (?<logger>[^\]\s]+:\d+)\] (?<message>.*)\z/m
  DATED = /\A\[?(?<time>\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)\]?\s+(?:\[[^\]]*\]\s+)?\[?(?<level>[A-Za-z]{4,11})\]?\s+(?<message>.*)\z/m
  LEDGER = /\A(?<level>TRACE|DEBUG|INFO|WARN|ERROR|CRIT)\s*\[(?<month>\d\d)-(?<day>\d\d)\|(?<clock>\d\d:\d\d:\d\d(?:\.\d+)?)\]\s+(?<message>.*)\z/m
  LOGFMT = /\A(?:[A-Za-z_@][\w.@-]*=(?:"(?:[^"\\]|\\.)*"|[^\s"]*)(?:\s+|\z)){2,}\z/
  LOGFMT_PAIR = /(?<key>[A-Za-z_@][\w.@-]*)=(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<bare>[^\s"]*))/

  # What cannot become a document. It is put aside with its reason.
  class Unreadable < StandardError; end

  module_function

  # @param line message, file and offset, node, stream; time: when the container's runtime took it
  # @param place cluster, region, and of the data stream: namespace, and data sets by the namespace of Kubernetes
  # @return a new document, or nil for a line that is of no use to anybody
  def document(line, place)
    names = FILE.match(line["file"].to_s)
    raise Unreadable, "the file's name says no container: #{line['file'].inspect}" if names.nil?

    text = clean(line["message"])
    taken = line["time"]
    found = parse(text, taken)
    kind = kind_of(found, names, place)
    return nil if kind && !found[kind["uselessWith"]].nil?

    document = base(line, names, place, text, taken)
    add_kind(document, found, kind) unless kind.nil?
    add_time(document, take(found, TIME_KEYS), taken)
    add_level(document, take(found, LEVEL_KEYS))
    add_known(document, found)
    add_error(document, found)
    message = take(found, MESSAGE_KEYS)
    put(document, "message", message.nil? ? text : flat(message))
    (kind ? kind["fields"].keys : []).each { |field| move(document, found, field, [field]) { |value| flat(value) } }
    rest = found.reject { |_, value| value.nil? }.transform_values { |value| flat(value) }
    put(document, "pharos.fields", rest) unless rest.empty?
    document
  end

  # The kind of a line that has a data set of its own.
  def kind_of(found, names, place)
    place["kinds"].find do |kind|
      kind["container"] == names[:container] && kind["namespaces"].include?(names[:namespace]) &&
        kind["where"].all? { |key, values| values.include?("*") ? !found[key].nil? : values.include?(found[key]) }
    end
  end

  # What such a line says under names of its own is read as other lines' are.
  def add_kind(document, found, kind)
    document["data_stream"]["dataset"] = kind["dataset"]
    document["event"].merge!(
      "dataset" => kind["dataset"], "module" => kind["name"], "kind" => kind["kind"], "category" => [kind["category"]], "type" => [kind["type"]]
    )
    found.delete("event.dataset")
    kind["fields"].each { |field, key| found[field] = found.delete(key) unless found[key].nil? }
  end

  # A document of what cannot be one: its text as it came, in one field that refuses nothing, and the reason.
  # @param record what was read or refused
  def dead_letter(record, reason, place, time)
    {
      "@timestamp" => stamp(time),
      "ecs" => { "version" => ECS_VERSION },
      "data_stream" => { "type" => "logs", "dataset" => place["dead"], "namespace" => place["namespace"] },
      "event" => {
        "kind" => "pipeline_error",
        "dataset" => place["dead"],
        "created" => stamp(Time.now),
        "original" => original(record)
      },
      "error" => { "message" => clean(reason) },
      "cloud" => { "region" => place["region"] },
      "orchestrator" => { "cluster" => { "name" => place["cluster"] } }
    }
  end

  # Bytes that are no text are replaced, at any depth: JSON has no place for them.
  def original(value)
    JSON.generate(scrubbed(value))
  end

  def scrubbed(value)
    case value
    when Hash then value.to_h { |key, below| [clean(key.to_s), scrubbed(below)] }
    when Array then value.map { |below| scrubbed(below) }
    when String then clean(value)
    when Integer, Float, true, false, nil then value
    else clean(value.to_s)
    end
  end

  def base(line, names, place, text, taken)
    dataset = place["datasets"].fetch(names[:namespace], place["datasets"].fetch("*"))
    {
      "@timestamp" => stamp(taken),
      "ecs" => { "version" => ECS_VERSION },
      "data_stream" => { "type" => "logs", "dataset" => dataset, "namespace" => place["namespace"] },
      "event" => { "id" => id_of(line, text, taken), "kind" => "event", "dataset" => dataset, "created" => stamp(taken) },
      "message" => text,
      "service" => { "name" => names[:container] },
      "container" => { "id" => names[:id], "name" => names[:container] },
      "host" => { "name" => line["node"].to_s },
      "log" => { "file" => { "path" => line["file"] } },
      "cloud" => { "region" => place["region"] },
      "orchestrator" => {
        "type" => "kubernetes",
        "cluster" => { "name" => place["cluster"] },
        "namespace" => names[:namespace],
        "resource" => { "type" => "pod", "name" => names[:pod] }
      }
    }.tap { |document| put(document, "pharos.stream", line["stream"]) if %w[stdout stderr].include?(line["stream"]) }
  end

  # The same for a line that is sent again, so that Elasticsearch refuses the second one.
  def id_of(line, text, taken)
    Digest::SHA256.hexdigest([line["file"], line["offset"], stamp(taken), text].join("\n"))[0, 40]
  end

  def clean(message)
    raise Unreadable, "there is no text in it" unless message.is_a?(String)

    utf8 = message.dup.force_encoding(Encoding::UTF_8)
    (utf8.valid_encoding? ? utf8 : utf8.scrub("\uFFFD")).delete("\u0000").chomp
  end

  # What a line says of itself, flat: {} where it is but text.
  def parse(text, taken)
    json(text) || klog(text, taken) || ledger(text, taken) || logfmt(text) || dated(text) || {}
  end

  def json(text)
    return nil unless text.start_with?("{")

    parsed = JSON.parse(text, max_nesting: 30)
    flatten(parsed)
  rescue JSON::ParserError
    nil
  end

  # Two levels are told apart by dots, as the schema does; what is deeper stays together.
  def flatten(object)
    object.each_with_object({}) do |(key, value), flat|
      if value.is_a?(Hash) && !ERROR_KEYS.include?(key)
        value.each { |below, inner| flat["#{key}.#{below}"] = inner }
      else
        flat[key] = value
      end
    end
  end

  def klog(text, taken)
    match = KLOG.match(text)
    match && { "level" => match[:level], "time" => in_year(match, taken), "logger" => match[:logger], "message" => match[:message] }
  end

  def ledger(text, taken)
    match = LEDGER.match(text)
    match && { "level" => match[:level], "time" => in_year(match, taken), "message" => match[:message].rstrip }
  end

  # These two forms leave out the year: it is the one that brings the time nearest to when the line was taken.
  def in_year(match, taken)
    years = [taken.utc.year - 1, taken.utc.year, taken.utc.year + 1]
    times = years.map { |year| parse_time("#{year}-#{match[:month]}-#{match[:day]}T#{match[:clock]}Z") }.compact
    nearest = times.min_by { |time| (time - taken).abs }
    nearest && stamp(nearest)
  end

  def dated(text)
    match = DATED.match(text)
    return nil if match.nil? || !LEVELS.key?(match[:level].downcase)

    { "level" => match[:level], "time" => match[:time], "message" => match[:message] }
  end

  def logfmt(text)
    return nil unless LOGFMT.match?(text)

    text.scan(LOGFMT_PAIR).to_h { |key, quoted, bare| [key, quoted.nil? ? bare : quoted.gsub(/\\(.)/, '\1')] }
  end

  def add_time(document, said, taken)
    return if said.nil?

    time = parse_time(said)
    if time && time - taken <= MOST_AHEAD_SECONDS && taken - time <= MOST_BEHIND_SECONDS
      document["@timestamp"] = stamp(time)
    else
      put(document, "pharos.time_refused", flat(said))
    end
  end

  def parse_time(said)
    return from_number(said) if said.is_a?(Numeric)
    return from_number(said.include?(".") ? Rational(said) : said.to_i) if said.to_s.match?(/\A\d{10,19}(\.\d+)?\z/)

    text = said.to_s.tr(",", ".").sub(%r{\A(\d{4})/(\d\d)/(\d\d) }, '\1-\2-\3T').sub(/\A(\d{4}-\d\d-\d\d) /, '\1T')
    text = "#{text}Z" if text.match?(/\A\d{4}-\d\d-\d\dT[\d:.]+\z/)
    Time.iso8601(text.sub(/([+-]\d\d)(\d\d)\z/, '\1:\2'))
  rescue ArgumentError
    nil
  end

  # Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their size.
  def from_number(number)
    exact = number.to_s.to_r # of what was written: a float has not enough digits for its own nanoseconds
    factor = [1, 1000, 1_000_000, 1_000_000_000].find { |each| exact / each < 10_000_000_000 }
    factor && Time.at(exact / factor)
  end

  def add_level(document, said)
    level = said.is_a?(Integer) ? NUMERIC_LEVELS[said] : LEVELS[said.to_s.downcase]
    put(document, "log.level", level) unless level.nil?
    put(document, "pharos.level_said", flat(said)) if level.nil? && !said.nil?
  end

  # A value that does not fit its field stays among the others: one wrong type would refuse the whole document.
  def add_known(document, found)
    TEXTS.each { |field, names| move(document, found, field, names) { |value| value if value.is_a?(String) && !value.empty? } }
    NUMBERS.each { |field, names| move(document, found, field, names) { |value| Integer(value.to_s, 10, exception: false) } }
    ADDRESSES.each { |field, names| move(document, found, field, names) { |value| value if address?(value) } }
    HEX_IDS.each do |field, (names, form)|
      move(document, found, field, names) { |value| value.to_s.downcase if value.to_s.downcase.match?(form) && value.to_s.match?(/[1-9a-f]/i) }
    end
    move(document, found, "event.duration", %w[duration_ms durationMs elapsed_ms]) do |value|
      milliseconds = Float(value.to_s, exception: false)
      (milliseconds * 1_000_000).round if milliseconds&.finite?
    end
    related(document)
  end

  def address?(value)
    value.is_a?(String) && !value.include?("/") && !IPAddr.new(value).nil?
  rescue IPAddr::Error
    false
  end

  # What the schema asks for, to find a person or an address in whatever role.
  def related(document)
    users = document.fetch("user", {}).values_at("id", "name").compact
    put(document, "related.user", users) unless users.empty?
    ip = document.dig("source", "ip")
    put(document, "related.ip", [ip]) unless ip.nil?
  end

  def add_error(document, found)
    said = take(found, ERROR_KEYS)
    if said.is_a?(Hash)
      put(document, "error.message", flat(said["message"])) unless said["message"].nil?
      put(document, "error.type", flat(said["type"] || said["name"])) unless (said["type"] || said["name"]).nil?
      stack = STACK_KEYS.map { |key| said[key] }.compact.first
      put(document, "error.stack_trace", flat(stack)) unless stack.nil?
    elsif !said.nil?
      put(document, "error.message", flat(said))
    end
    stack = take(found, STACK_KEYS)
    put(document, "error.stack_trace", flat(stack)) unless stack.nil?
  end

  # Takes the first of these out of what was found.
  def take(found, names)
    name = names.find { |each| !found[each].nil? }
    name && found.delete(name)
  end

  def move(document, found, field, names)
    names.each do |name|
      next if found[name].nil?

      value = yield found[name]
      next if value.nil?

      put(document, field, value)
      found.delete(name)
      return
    end
  end

  def put(document, field, value)
    *path, last = field.split(".")
    path.reduce(document) { |node, step| node[step] ||= {} }[last] = value
  end

  # Values of whatever kind as text: two programs that mean different things by a name do not refuse each other's documents.
  def flat(value)
    value.is_a?(String) ? value : JSON.generate(value)
  end

  def stamp(time)
    time.utc.iso8601(9).sub(/(000){1,2}Z\z/, "Z")
  end
end
