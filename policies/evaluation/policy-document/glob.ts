/**
 * Whether a pattern of a policy (`*` any characters, `?` one) matches a text. It compares without regular expressions, so that no pattern
 * can make it slow: at most length of the pattern times length of the text.
 */
export function globMatches(pattern: string, text: string): boolean {
  let place = 0;
  let star = -1;
  let retry = 0;
  let at = 0;
  while (at < text.length) {
    const wanted = pattern[place];
    if (wanted === "*") {
      star = place++;
      retry = at;
    } else if (wanted !== undefined && (wanted === "?" || wanted === text[at])) {
      place++;
      at++;
    } else if (star >= 0) {
      place = star + 1;
      at = ++retry;
    } else {
      return false;
    }
  }
  while (pattern[place] === "*") place++;
  return place === pattern.length;
}

/** Whether a pattern is nothing but `*`. */
export function isStar(pattern: string): boolean {
  return /^\*+$/.test(pattern.trim());
}
