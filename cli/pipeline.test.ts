import * as assert from "node:assert/strict";
import { pipelineFacts } from "./pipeline";

describe("what a pipeline says of its commit", () => {
  it("is read from GitHub Actions", () => {
    assert.deepEqual(
      pipelineFacts({
        GITHUB_SERVER_URL: "https://git.example.com",
        GITHUB_REPOSITORY: "acme/pharos",
        GITHUB_SHA: "0123abc",
      }),
      { commit: "0123abc", sourceAddress: "https://git.example.com/acme/pharos/blob/0123abc/" },
    );
  });

  it("is read from GitLab CI", () => {
    assert.deepEqual(
      pipelineFacts({ CI_PROJECT_URL: "https://git.example.com/acme/pharos", CI_COMMIT_SHA: "0123abc" }),
      { commit: "0123abc", sourceAddress: "https://git.example.com/acme/pharos/-/blob/0123abc/" },
    );
  });

  it("is nothing elsewhere, and links only to what is an address", () => {
    assert.deepEqual(pipelineFacts({}), {});
    assert.deepEqual(pipelineFacts({ CI_PROJECT_URL: "javascript:alert(1)//", CI_COMMIT_SHA: "0123abc" }), {
      commit: "0123abc",
    });
  });
});
