import { createInterface } from "node:readline/promises";
import { UserError } from "../content/user-error";

/**
 * Asks a question that must be answered by typing a word. Where nobody can answer, it refuses.
 * @throws UserError when there is no terminal, or the answer is another
 */
export async function confirm(question: string, word: string): Promise<void> {
  if (!process.stdin.isTTY) {
    throw new UserError(`${question}: nobody is there to answer`, "give --yes where this is meant");
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    // Ctrl-C and Ctrl-D at the question are an answer, too.
    const answer = await terminal.question(`${question}\ntype "${word}" to go on: `).catch(() => "");
    if (answer.trim() !== word) throw new UserError("nothing was changed");
  } finally {
    terminal.close();
  }
}
