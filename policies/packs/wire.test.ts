import assert from "node:assert/strict";
import {
  AnalyzeRequest,
  AnalyzerResource,
  AnalyzeStackRequest,
  AnalyzerProviderResource,
} from "@pulumi/pulumi/proto/analyzer_pb";
import fc from "fast-check";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { filled } from "../testing/analyzer-client";
import { withoutProperties, withoutPropertiesInStack } from "./wire";

const WANTED = "aws:s3/bucket:Bucket";
const isWanted = (type: string): boolean => type === WANTED;
const bytes = (message: { serializeBinary(): Uint8Array }): Buffer => Buffer.from(message.serializeBinary());

const request = <Message extends AnalyzeRequest | AnalyzerResource>(
  message: Message,
  type: string,
  size = 1,
): Message => {
  filled(message, { type, name: "näme", properties: { list: [1, "x".repeat(size), { a: null }] } });
  const provider = new AnalyzerProviderResource();
  provider.setType("pulumi:providers:aws");
  provider.setProperties(Struct.fromJavaScript({ region: "us-east-1" }));
  message.setProvider(provider);
  return message;
};

describe("messages of the engine", () => {
  it("keep every byte for a type that is wanted", () => {
    const message = bytes(request(new AnalyzeRequest(), WANTED));
    assert.equal(withoutProperties(message, isWanted), message);
  });

  it("lose properties and provider for every other type, and nothing else", () => {
    const full = request(new AnalyzeRequest(), "aws:ec2/vpc:Vpc");
    const thin = AnalyzeRequest.deserializeBinary(withoutProperties(bytes(full), isWanted));
    assert.deepEqual(thin.getProperties()?.toJavaScript(), {});
    assert.equal(thin.getProvider(), undefined);
    full.setProperties(new Struct());
    full.setProvider(undefined);
    assert.deepEqual(thin.toObject(), full.toObject());
  });

  it("keep and lose them resource by resource in a stack, of whatever size and in the same order", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.nat({ max: 40_000 })), { maxLength: 8 }),
        (resources) => {
          const sent = new AnalyzeStackRequest();
          sent.setResourcesList(
            resources.map(([wanted, size]) => {
              const resource = request(new AnalyzerResource(), wanted ? WANTED : "aws:ec2/vpc:Vpc", size);
              resource.setParent("urn:pulumi:s::p::pulumi:pulumi:Stack::s");
              resource.setDependenciesList(["urn:pulumi:s::p::a:b:C::d"]);
              return resource;
            }),
          );
          const thin = AnalyzeStackRequest.deserializeBinary(withoutPropertiesInStack(bytes(sent), isWanted));
          for (const [index, resource] of sent.getResourcesList().entries()) {
            if (resource.getType() !== WANTED) {
              resource.setProperties(new Struct());
              resource.setProvider(undefined);
            }
            assert.deepEqual(thin.getResourcesList()[index]?.toObject(), resource.toObject());
          }
          assert.equal(thin.getResourcesList().length, resources.length);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("that are not understood stay as they are", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (noise) => {
        const message = Buffer.from(noise);
        assert.doesNotThrow(() => withoutPropertiesInStack(message, isWanted));
        assert.doesNotThrow(() => withoutProperties(message, isWanted));
      }),
    );
    const cut = bytes(request(new AnalyzeRequest(), "aws:ec2/vpc:Vpc")).subarray(0, -1);
    assert.equal(withoutProperties(cut, isWanted), cut);
    assert.equal(withoutPropertiesInStack(cut, isWanted), cut);
  });
});
