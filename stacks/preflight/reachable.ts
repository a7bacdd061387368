import { connect } from "node:net";

/** How long a door may take to open. A private endpoint seen from outside drops packets and never answers. */
const PATIENCE_MS = 3_000;

/** Whether something takes connections at an HTTPS address. Nothing is sent. */
export function answers(address: string): Promise<boolean> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: port === "" ? 443 : Number(port), timeout: PATIENCE_MS });
    const end = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once("connect", () => end(true));
    socket.once("timeout", () => end(false));
    socket.once("error", () => end(false));
  });
}
