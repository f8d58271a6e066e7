// The page's only words with the server.

/** Thrown when the server refused: what a person could not have done, or a server that is gone. */
export class Refusal extends Error {}

async function read(path, init) {
  let answer;
  try {
    answer = await fetch(path, { cache: "no-store", ...init });
  } catch {
    throw new Refusal("The practice workspace does not answer. Is it still running?");
  }
  const words = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refusal(words.error ?? `The workspace answered ${answer.status}.`);
  return words;
}

/** Return everything the person sees. */
export function look(person) {
  return read(`/practice/state?as=${encodeURIComponent(person)}`);
}

/** Do one verb; the answer says what the product said. Throws Refusal. */
export function act(verb, words) {
  const headers = { "Content-Type": "application/json" };
  return read(`/practice/${verb}`, { method: "POST", headers, body: JSON.stringify(words) });
}

/** Return one letter of the owner's mailbox. */
export function letter(number) {
  return read(`/practice/mail/${Number(number)}`);
}
