import { BinaryWriter } from "google-protobuf";

/** One sample as Prometheus sends it. */
export interface Sample {
  /** Labels, the name of the metric as `__name__`; sorted when it is sent. */
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  readonly atMs: number;
}

/** Headers that go with {@link remoteWriteBody}. Source: "Prometheus Remote-Write 1.0". */
export const REMOTE_WRITE_HEADERS = {
  "Content-Type": "application/x-protobuf",
  "Content-Encoding": "snappy",
  "X-Prometheus-Remote-Write-Version": "0.1.0",
} as const;

/** A request of Prometheus' remote write: one series a sample. */
export function remoteWriteBody(samples: readonly Sample[]): Buffer {
  const writer = new BinaryWriter();
  for (const { labels, value, atMs } of samples)
    writer.writeMessage(1, labels, () => {
      for (const [name, text] of Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)))
        writer.writeMessage(1, text, () => {
          writer.writeString(1, name);
          writer.writeString(2, text);
        });
      writer.writeMessage(2, value, () => {
        writer.writeDouble(1, value);
        writer.writeInt64(2, atMs);
      });
    });
  return snappyStored(Buffer.from(writer.getResultBuffer()));
}

/** Most bytes of one piece. */
const PIECE = 65_536;
/** Tag of a piece whose length follows in two bytes. */
const STORED = 61 << 2;

/** Snappy's format without its compression: the length, and pieces as they are. Source: google/snappy, format_description.txt. */
function snappyStored(body: Buffer): Buffer {
  const parts = [varint(body.length)];
  for (let start = 0; start < body.length; start += PIECE) {
    const piece = body.subarray(start, start + PIECE);
    const head = Buffer.from([STORED, 0, 0]);
    head.writeUInt16LE(piece.length - 1, 1);
    parts.push(head, piece);
  }
  return Buffer.concat(parts);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 0x80; left = Math.floor(left / 0x80)) bytes.push((left % 0x80) | 0x80);
  return Buffer.from([...bytes, left]);
}
