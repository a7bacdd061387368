import {
  EXPECTED_TYPE,
  expectations,
  expectedPart,
  landingZoneParts,
  type LandingZonePart,
} from "../../content/landing-zone";
import { registered, type Run, type StackRun } from "../model";
import { markup, type Markup } from "./markup";

/** What stacks count on without making it: said in every report, because nobody looked whether it is there. */

/** Said of everything that is expected. */
export const NOT_CHECKED = "not checked by this run; `pharos preflight` checks it";

/** The parts that a stack expects from the account's landing zone, in their own order. */
export function expectedBy(stack: StackRun): LandingZonePart[] {
  const names = registered(stack).flatMap(({ type, name }) => (type === EXPECTED_TYPE ? [name] : []));
  const parts = new Set(names.map(expectedPart));
  return landingZoneParts.filter((part) => parts.has(part));
}

/** The section of the page; false where everything is made here. */
export function drawExpected(run: Run): Markup | false {
  const rows = landingZoneParts
    .map((part) => ({
      part,
      stacks: run.stacks.filter((stack) => expectedBy(stack).includes(part)).map(({ stack }) => stack),
    }))
    .filter(({ stacks }) => stacks.length > 0);
  if (rows.length === 0) return false;
  return markup`<h2 id="expected">Expected from the landing zone</h2>
<p class="soft">Settings say that these exist already; ${NOT_CHECKED}.</p>
<div class="table" tabindex="0"><table><caption>What the stacks count on and do not make</caption><thead><tr><th scope="col">Setting</th><th scope="col">Expected from the landing zone</th><th scope="col">Stacks</th></tr></thead><tbody>
${rows.map(
  ({ part, stacks }) =>
    markup`<tr data-text="${[part, expectations[part], ...stacks].join(" ").toLowerCase()}"><th scope="row" class="keep">audit.${part}</th><td>${expectations[part]}</td><td class="keep">${stacks.join(", ")}</td></tr>
`,
)}</tbody></table></div>`;
}
