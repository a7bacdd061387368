import assert from "node:assert/strict";
import { doorHost, doors, doorsOf, keeperOf, rolesOf } from "./doors";
import { explorerRolePath } from "./explorer-roles";
import { grafanaRolePath } from "./grafana-roles";

const opened = Object.fromEntries(doors.map((door) => [door.name, rolesOf(door)]));

describe("doors", () => {
  it("open for who may see what is behind them, and for nobody else", () => {
    assert.deepEqual(opened, {
      grafana: ["viewer", "operator", "on-call", "auditor", "admin"],
      prometheus: ["viewer", "operator", "on-call", "auditor", "admin"],
      // Whoever comes in can silence an alert.
      alertmanager: ["operator", "on-call", "admin"],
      thanos: ["viewer", "operator", "on-call", "auditor", "admin"],
      // Spans are personal data, as logs are.
      jaeger: ["operator", "on-call", "admin"],
      explorer: ["operator", "on-call", "admin"],
      kibana: ["operator", "on-call", "auditor", "admin"],
    });
  });

  it("lead to history only where a region keeps it", () => {
    const names = (hasHistory: boolean) => doorsOf({ hasHistory }).map(({ name }) => name);
    assert.deepEqual(
      names(true).filter((name) => !names(false).includes(name)),
      ["thanos"],
    );
  });

  it("have hosts of their own, which say in which region they are", () => {
    assert.equal(doorHost({ name: "grafana" }, "eu-west-1", "example.com"), "grafana.eu-west-1.example.com");
    assert.equal(keeperOf({ name: "grafana" }), "oauth2-proxy-grafana");
    const names = doors.map(({ name }) => name);
    assert.deepEqual(names, [...new Set(names)]);
  });
});

describe("the explorer", () => {
  it("lets in whose groups its door opens for, and knows no other role", () => {
    const groups = { viewer: ["all"], operator: ["ops"], "on-call": [], auditor: ["audit"], admin: ["root"] };
    assert.equal(
      explorerRolePath(["operator", "on-call", "admin"], groups, "groups"),
      `contains("groups"[*], 'ops') && 'Editor' || contains("groups"[*], 'root') && 'Editor'`,
    );
  });
});

describe("roles in Grafana", () => {
  it("are the greatest of somebody's groups, and none for others", () => {
    const groups = {
      viewer: ["all"],
      operator: ["ops"],
      "on-call": ["night"],
      auditor: ["audit"],
      admin: ["root"],
    };
    assert.equal(
      grafanaRolePath(groups, "https://id.example.com/groups"),
      [
        `contains("https://id.example.com/groups"[*], 'root') && 'Admin'`,
        `contains("https://id.example.com/groups"[*], 'ops') && 'Editor'`,
        `contains("https://id.example.com/groups"[*], 'night') && 'Editor'`,
        `contains("https://id.example.com/groups"[*], 'all') && 'Viewer'`,
        `contains("https://id.example.com/groups"[*], 'audit') && 'Viewer'`,
      ].join(" || "),
    );
  });
});
