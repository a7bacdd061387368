import assert from "node:assert/strict";

import fc from "fast-check";
import { UNKNOWN } from "../testing/resources";
import { unknownCheckingProxy } from "../testing/sdk-proxy";
import { orDefault, Reader, stepsIn } from "./reader";

const secret = (rest: object) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ...rest,
});
const output = (rest: object) => ({
  "4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4",
  ...rest,
});
const value = (expected: unknown) => ({ state: "value", value: expected });
const absent = { state: "absent" };
const notKnown = (path: string) => ({ state: "unknown", path, why: "is not known before the update" });

describe("Reader", () => {
  it("reads texts, flags and numbers, and the texts that name them", () => {
    const reader = Reader.of({ text: "a", flag: true, flagText: "false", number: 3, numberText: "4.5" });
    assert.deepEqual(reader.at("text").text(), value("a"));
    assert.deepEqual(reader.at("flag").flag(), value(true));
    assert.deepEqual(reader.at("flagText").flag(), value(false));
    assert.deepEqual(reader.at("number").number(), value(3));
    assert.deepEqual(reader.at("numberText").number(), value(4.5));
    assert.deepEqual(reader.at("number").text(), value("3"));
  });

  it("takes missing, null and undefined for absent, at any depth", () => {
    const reader = Reader.of({ nothing: null, none: undefined, some: {} });
    for (const name of ["nothing", "none", "missing"]) {
      assert.deepEqual(reader.at(name).text(), absent);
      assert.deepEqual(reader.at(name, "below", 3, "that").flag(), absent);
    }
    assert.deepEqual(reader.at("some", "thing").number(), absent);
    assert.equal(reader.at("nothing", "below").path, "nothing.below");
  });

  it("reads JSON text as the data that it stands for, at the same place", () => {
    const reader = Reader.of({ text: '{"a": [1, {"b": "c"}]}', data: { a: 2 }, bad: "{", nothing: "null" });
    assert.deepEqual(reader.at("text").json().at("a", 1, "b").text(), value("c"));
    assert.equal(reader.at("text").json().at("a", 1, "b").path, "text.a[1].b");
    assert.deepEqual(reader.at("data").json().at("a").number(), value(2));
    assert.deepEqual(reader.at("nothing").json().text(), {
      state: "unknown",
      path: "nothing",
      why: "is the text 'null'",
    });
    assert.deepEqual(reader.at("missing").json().text(), absent);
    assert.deepEqual(Reader.of({ blank: " " }).at("blank").json().at("a").text(), absent);
    assert.deepEqual(reader.at("bad").json().at("a").text(), {
      state: "unknown",
      path: "bad",
      why: "is a text that is no JSON",
    });
    assert.deepEqual(reader.at("text").json(5).text(), {
      state: "unknown",
      path: "text",
      why: "is a text of 22 characters, and at most 5 are read",
    });
  });

  it("has a path that leads back to the place", () => {
    const steps = ["a", 0, "b/c.d", 12, 'say "x[1]"', "$e"];
    assert.deepEqual(stepsIn(Reader.of({}).at(...steps).path), steps);
    assert.deepEqual(stepsIn(""), []);
  });

  it("tells what the program said to be a secret, and all that lies within", () => {
    const reader = Reader.of({
      plain: { a: 1 },
      hidden: secret({ value: { list: ["a"] } }),
      state: secret({ plaintext: '"a"' }),
      output: output({ value: "a", secret: true }),
      open: output({ value: "a" }),
      text: secret({ value: '{"a": 1}' }),
    });
    const isSecret = (...path: (string | number)[]) => reader.at(...path).isSecret;
    assert.deepEqual(
      [isSecret("hidden"), isSecret("hidden", "list", 0), isSecret("state"), isSecret("output")],
      [true, true, true, true],
    );
    assert.equal(reader.at("text").json().at("a").isSecret, true);
    assert.deepEqual([isSecret(), isSecret("plain", "a"), isSecret("open")], [false, false, false]);
  });

  it("tells empty texts from filled ones", () => {
    assert.deepEqual(Reader.of({ a: " " }).at("a").text(), value(" "));
    assert.deepEqual(Reader.of({ a: " " }).at("a").filledText(), absent);
    assert.deepEqual(Reader.of({ a: "b" }).at("a").filledText(), value("b"));
  });

  it("names the property that is not known, also when asked for what lies below it", () => {
    const reader = Reader.of({ a: { b: UNKNOWN, "c.d/e": [1, UNKNOWN] } });
    assert.deepEqual(reader.at("a", "b").flag(), notKnown("a.b"));
    assert.deepEqual(reader.at("a", "b", "c", 0).text(), notKnown("a.b"));
    assert.deepEqual(reader.at("a", "c.d/e", 1).number(), notKnown('a["c.d/e"][1]'));
    assert.deepEqual(Reader.of(UNKNOWN).at("a").text(), notKnown(""));
  });

  it("knows the markers of every kind of value", () => {
    const markers = [
      "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
      "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
      "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
      "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
      "030794c1-ac77-496b-92df-f27374a8bd58",
      "e48ece36-62e2-4504-bad9-02848725956a",
      "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    ];
    for (const marker of markers) assert.equal(Reader.of({ a: marker }).at("a").state, "unknown", marker);
  });

  it("reads through the SDK's proxy, known and unknown", () => {
    const reader = Reader.of(unknownCheckingProxy({ a: { b: "c", d: UNKNOWN }, list: ["x", UNKNOWN] }));
    assert.deepEqual(reader.at("a", "b").text(), value("c"));
    assert.deepEqual(reader.at("a", "d").text(), notKnown("a.d"));
    assert.deepEqual(listed(reader.at("list")), [value("x"), notKnown("list[1]")]);
    assert.deepEqual(fieldsOf(reader.at("a")), [
      ["b", value("c")],
      ["d", notKnown("a.d")],
    ]);
  });

  it("reads through a proxy that only throws, as an older or newer SDK's might", () => {
    class UnknownValueError extends Error {}
    const throwing = (target: object): object =>
      new Proxy(target, {
        get: (_, name) => {
          if (typeof name === "string" && name.startsWith("__")) return undefined;
          const inner = (target as Record<string | symbol, unknown>)[name];
          if (inner === UNKNOWN) throw new UnknownValueError(`string value at .${String(name)}`);
          return typeof inner === "object" && inner !== null ? throwing(inner) : inner;
        },
      });
    const reader = Reader.of(throwing({ a: { b: "c", d: UNKNOWN }, list: ["x", UNKNOWN] }));
    assert.deepEqual(reader.at("a", "b").text(), value("c"));
    assert.deepEqual(reader.at("a", "d", "e").text(), notKnown("a.d"));
    assert.deepEqual(listed(reader.at("list")), [value("x"), notKnown("list[1]")]);
  });

  it("does not throw when reading throws anything else", () => {
    const trap = { get inner(): string { throw new Error("boom"); } }; // prettier-ignore
    assert.deepEqual(Reader.of(trap).at("inner").text(), {
      state: "unknown",
      path: "inner",
      why: "cannot be read (boom)",
    });
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    assert.equal(Reader.of(proxy).at("a").state, "unknown");
  });

  it("opens secrets and outputs, and says which it cannot open", () => {
    assert.deepEqual(
      Reader.of({ a: secret({ value: { b: 1 } }) })
        .at("a", "b")
        .number(),
      value(1),
    );
    assert.deepEqual(
      Reader.of({ a: secret({ plaintext: '{"b":1}' }) })
        .at("a", "b")
        .number(),
      value(1),
    );
    assert.deepEqual(
      Reader.of({ a: secret({ value: UNKNOWN }) })
        .at("a")
        .text(),
      notKnown("a"),
    );
    assert.deepEqual(
      Reader.of({ a: secret({ ciphertext: "v1:x" }) })
        .at("a")
        .text(),
      {
        state: "unknown",
        path: "a",
        why: "is an encrypted secret",
      },
    );
    assert.deepEqual(Reader.of({ a: "[secret]" }).at("a").text(), {
      state: "unknown",
      path: "a",
      why: "is a secret that cannot be decrypted here",
    });
    assert.equal(Reader.of({ a: secret({ plaintext: "{" }) }).at("a").state, "unknown");
    assert.deepEqual(
      Reader.of({ a: output({ value: secret({ value: "b" }) }) })
        .at("a")
        .text(),
      value("b"),
    );
    assert.deepEqual(
      Reader.of({ a: output({ dependencies: [] }) })
        .at("a")
        .text(),
      notKnown("a"),
    );
    const loop: Record<string, unknown> = secret({});
    loop["value"] = loop;
    assert.deepEqual(Reader.of({ a: loop }).at("a").text(), {
      state: "unknown",
      path: "a",
      why: "is wrapped in itself",
    });
  });

  it("calls a value of another shape unknown, and says so", () => {
    const wrong = (path: string, why: string) => ({ state: "unknown", path, why });
    const reader = Reader.of({ text: "a", list: [1, 2], object: {}, number: 1 });
    assert.deepEqual(reader.at("text").flag(), wrong("text", "is a text where true or false should be"));
    assert.deepEqual(reader.at("text").number(), wrong("text", "is a text where a number should be"));
    assert.deepEqual(reader.at("object").text(), wrong("object", "is an object where a text should be"));
    assert.deepEqual(reader.at("text", "below").text(), wrong("text", "is a text where an object should be"));
    assert.deepEqual(
      reader.at("list", "below").text(),
      wrong("list", "is a list of 2 where an object should be"),
    );
    assert.deepEqual(reader.at("number").fields(), wrong("number", "is a number where an object should be"));
  });

  it("takes an object for a list of one, and a list of one for the object", () => {
    assert.deepEqual(
      Reader.of({ rule: [{ a: 1 }] })
        .at("rule", "a")
        .number(),
      value(1),
    );
    assert.deepEqual(
      Reader.of({ rule: { a: 1 } })
        .at("rule", 0, "a")
        .number(),
      value(1),
    );
    assert.deepEqual(
      Reader.of({ rule: { a: 1 } })
        .at("rule", 1, "a")
        .number(),
      absent,
    );
    assert.deepEqual(Reader.of({ rule: [] }).at("rule", "a").number(), absent);
    const rules = Reader.of({ rules: { a: 1 } })
      .at("rules")
      .list();
    assert.deepEqual(rules.state === "value" && rules.value.map((rule) => rule.at("a").number()), [value(1)]);
  });

  it("sees own properties only", () => {
    const reader = Reader.of(JSON.parse('{"__proto__": {"a": 1}}'));
    assert.deepEqual(reader.at("constructor").state, "absent");
    assert.deepEqual(reader.at("toString").state, "absent");
    assert.deepEqual(reader.at("a").state, "absent");
  });

  it("takes defaults for what is absent, never for what is unknown", () => {
    assert.deepEqual(orDefault(Reader.of({}).at("a").flag(), true), value(true));
    assert.deepEqual(orDefault(Reader.of({ a: false }).at("a").flag(), true), value(false));
    assert.deepEqual(orDefault(Reader.of({ a: UNKNOWN }).at("a").flag(), true), notKnown("a"));
  });

  it("never throws, whatever it reads and however", () => {
    const loop: Record<string, unknown> = { list: [] };
    loop["loop"] = loop;
    const anything = fc.oneof(
      fc.anything({ withNullPrototype: true, withBigInt: true, withSparseArray: true }),
      fc.constant(loop),
    );
    const paths = fc.array(fc.oneof(fc.string(), fc.nat({ max: 5 }), fc.constantFrom("loop", "list")), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(anything, paths, (given, path) => {
        const reader = Reader.of(given).at(...path);
        const reads = [
          reader.text(),
          reader.filledText(),
          reader.flag(),
          reader.number(),
          reader.list(),
          reader.fields(),
        ];
        for (const { state } of reads) assert.ok(["value", "absent", "unknown"].includes(state));
      }),
    );
  });

  it("reads the same through the SDK's proxy as from plain data", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.array(fc.string(), { maxLength: 3 }),
        (given, path) => {
          const [plain, proxied] = [Reader.of(given), Reader.of(unknownCheckingProxy(given))].map((reader) =>
            reader.at(...path),
          );
          assert.deepEqual(proxied!.text(), plain!.text());
          assert.deepEqual(proxied!.flag(), plain!.flag());
          assert.equal(proxied!.path, plain!.path);
        },
      ),
    );
  });
});

function listed(reader: Reader): unknown[] {
  const list = reader.list();
  return list.state === "value" ? list.value.map((element) => element.text()) : [list];
}

function fieldsOf(reader: Reader): unknown[] {
  const fields = reader.fields();
  return fields.state === "value" ? fields.value.map(([name, field]) => [name, field.text()]) : [fields];
}

describe("a reader of a part", () => {
  const part = Reader.of({ a: { b: 1, empty: [] } })
    .at("a")
    .partial("is not shown");

  it("takes what is missing for unknown, and says why", () => {
    assert.deepEqual(part.at("c", "d").text(), {
      state: "unknown",
      path: "a.c",
      why: "is not shown",
      gap: true,
    });
    assert.ok(part.at("c").isGap);
    assert.ok(part.at("c", "d").isGap);
  });

  it("reads what is there as ever", () => {
    assert.deepEqual(part.at("b").number(), { state: "value", value: 1 });
    assert.deepEqual(part.at("empty").list(), { state: "value", value: [] });
    assert.ok(!part.at("b").isGap);
  });

  it("tells what is not known from what is not shown", () => {
    const open = Reader.of({ a: UNKNOWN }).partial("is not shown").at("a", "b");
    assert.equal(open.state, "unknown");
    assert.ok(!open.isGap);
  });
});
