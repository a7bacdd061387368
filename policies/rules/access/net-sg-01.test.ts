import { testRule } from "../../testing/cases";
import { trafficCases } from "../../testing/traffic-cases";
import { noAdministrationFromInternet } from "./net-sg-01";

const FIX = "To mend it: take the rule out and use Session Manager, or name the ranges that you come from.";

describe("NET-SG-01", () => {
  testRule(
    noAdministrationFromInternet,
    trafficCases({
      direction: "ingress",
      complies: {
        "SSH from an office": { ports: [22, 22], ipv4: "203.0.113.0/24" },
        "SSH from inside": { ports: [22, 22], ipv4: "10.0.0.0/8" },
        "HTTPS from everywhere": { ports: [443, 443], ipv4: "0.0.0.0/0" },
        "ports beside": { ports: [23, 3388], ipv4: "0.0.0.0/0" },
        "ping from everywhere": { protocol: "icmp", ports: [8, 0], ipv4: "0.0.0.0/0" },
        "another protocol of that number": { protocol: "udp", ports: [22, 22], ipv4: "0.0.0.0/0" },
        "everything from another group": { protocol: "-1", more: { self: true } },
        "SSH from private addresses of the new kind": { ports: [22, 22], ipv6: "fd00::/8" },
      },
      breaks: {
        "SSH from everywhere": [
          { ports: [22, 22], ipv4: "0.0.0.0/0" },
          "ssh",
          `lets 0.0.0.0/0 at port 22, SSH among them; nobody from the internet is allowed. ${FIX}`,
        ],
        "SSH from everywhere, the new way": [{ ports: [22, 22], ipv6: "::/0" }, "ssh"],
        "Remote Desktop": [
          { ports: ["3389", "3389"], ipv4: "0.0.0.0/0" },
          "rdp",
          `lets 0.0.0.0/0 at port 3389, Remote Desktop among them; nobody from the internet is allowed. ${FIX}`,
        ],
        "Remote Desktop by UDP": [{ protocol: 17, ports: [3389, 3389], ipv4: "0.0.0.0/0" }, "rdp"],
        "a range": [
          { ports: [0, 1024], ipv4: "0.0.0.0/0" },
          "ssh",
          `lets 0.0.0.0/0 at ports 0 to 1024, SSH among them; nobody from the internet is allowed. ${FIX}`,
        ],
        "every protocol": [
          { protocol: "-1", ports: [0, 0], ipv4: "0.0.0.0/0" },
          ["ssh", "rdp"],
          `lets 0.0.0.0/0 at every port of every protocol, SSH among them; nobody from the internet is allowed. ${FIX}`,
        ],
        "TCP by its number": [{ protocol: "6", ports: [22, 22], ipv4: "0.0.0.0/0" }, "ssh"],
        "half of the internet": [{ ports: [22, 22], ipv4: "128.0.0.0/1" }, "ssh"],
        "all of it, oddly written": [{ ports: [22, 22], ipv4: "1.2.3.4/0" }, "ssh"],
      },
    }),
  );
});
