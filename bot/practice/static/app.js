// The practice page: looks at the workspace every second and draws what one person sees.

import { Refusal, act, look } from "./api.js";
import { Composer } from "./composer.js";
import { drawer } from "./drawer.js";
import { drawMessages } from "./messages.js";
import { Modals } from "./modal.js";
import { el, reconcile } from "./dom.js";
import { drawEvidence, drawHome, drawMail, drawTroubles } from "./places.js";
import { drawSide, personWords, withWhom } from "./side.js";
import { toast } from "./toasts.js";
import { zoneOf } from "./zones.js";

const EVERY = 1000; // milliseconds between looks
const [side, main, body] = ["side", "main", "body"].map((id) => document.getElementById(id));
const PLACES = {
  home: ["App Home", "What the app shows you", drawHome],
  mail: ["Owner's mailbox", "Mail that the product sent to owners", drawMail],
  evidence: ["Evidence folder", "Files that a custodian hands over", drawEvidence],
  trouble: ["Trouble log", "What went wrong between Slack and the product", drawTroubles],
};

const desk = {
  state: null,
  person: new URLSearchParams(location.search).get("as") ?? "",
  place: "",
  act: (verb, more) => act(verb, { as: desk.person, ...more }),
  refresh,
  become,
  me: () => desk.state.people.find((one) => one.id === desk.state.as),
  zone: () => zoneOf(desk.me()),
  now: () => (Date.parse(desk.state.law_clock) || Date.now()) / 1000,
  surface: () => ({
    zone: desk.zone(),
    now: desk.now(),
    names: new Map(desk.state.people.map((one) => [one.id, one.real_name])),
  }),
};
const modals = new Modals(desk);
const composer = new Composer(document.getElementById("composer"), desk);
const menu = drawer(side);
const read = new Map();
let looking = null;
let troublesSeen = null;

// One look at a time; whoever asks meanwhile gets one that begins after the asking.
function refresh() {
  if (!looking) {
    looking = { now: once().finally(() => (looking = null)), next: null };
    return looking.now;
  }
  looking.next ??= looking.now.then(refresh);
  return looking.next;
}

async function once() {
  const person = desk.person;
  const stamp = modals.stamp();
  try {
    const state = await look(person);
    if (person !== desk.person) return;
    document.body.classList.remove("gone");
    desk.state = state;
    desk.person = state.as;
    draw(stamp);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    if (person && !desk.state) desk.person = "";
    if (!document.body.classList.contains("gone")) toast(refusal.message);
    document.body.classList.add("gone");
  }
}

function draw(stamp) {
  const { state } = desk;
  document.getElementById("team").textContent = state.team.name;
  choosePlace();
  const room = [...state.channels, ...state.dms].find((one) => one.id === desk.place);
  heading(room);
  composer.move(room ? room.id : null);
  if (room) drawRoom(room);
  else PLACES[desk.place.split("/")[0]][2](body, desk);
  drawSide(side, desk, unread());
  modals.draw(state.views, stamp);
  tellTroubles();
}

function choosePlace() {
  const wanted = decodeURIComponent(location.hash.slice(1));
  const rooms = [...desk.state.channels, ...desk.state.dms].map((one) => one.id);
  const known = rooms.includes(wanted) || Object.hasOwn(PLACES, wanted.split("/")[0]);
  const place = known ? wanted : (desk.state.channels.find((one) => one.member)?.id ?? rooms[0] ?? "home");
  if (place === desk.place) return;
  desk.place = place;
  menu.shut();
  reconcile(body, []);
  if (place === "home") desk.act("home").then(refresh, () => {});
}

function heading(room) {
  const [name, topic] = room ? roomWords(room) : PLACES[desk.place.split("/")[0]];
  document.getElementById("place").textContent = name;
  document.getElementById("topic").textContent = topic;
  document.title = `${name} · ${personWords(desk.me())} · Practice`;
}

function roomWords(room) {
  if (!room.name) return [withWhom(room, desk.state), "Direct message"];
  const kind = room.private ? "Private channel" : "Public channel";
  return [`#${room.name}`, room.shared ? `${kind}, shared with another organisation` : kind];
}

function drawRoom(room) {
  const low = main.scrollHeight - main.scrollTop - main.clientHeight < 80;
  reconcile(body, [{
    key: `room ${desk.state.as} ${room.id}`,
    sign: "",
    make: () => el("div", { role: "log", "aria-label": "Messages" }, el("ol", { class: "messages" })),
  }]);
  const list = body.querySelector(".messages");
  const before = list.lastElementChild;
  drawMessages(list, room.messages, desk);
  if (list.lastElementChild !== before && (low || !before)) main.scrollTop = main.scrollHeight;
}

// How many messages or letters came since the person last was at each place.
function unread() {
  const { state, place } = desk;
  const counts = new Map();
  const tally = (id, marks) => {
    const name = `${state.as} ${id}`;
    if (place.split("/")[0] === id && !document.hidden) read.set(name, marks.at(-1) ?? 0);
    counts.set(id, marks.filter((mark) => mark > (read.get(name) ?? 0)).length);
  };
  for (const room of [...state.channels, ...state.dms]) tally(room.id, room.messages.map((one) => Number(one.ts)));
  tally("mail", state.mail.map((one) => one.number));
  tally("trouble", state.troubles.map((_, index) => index + 1));
  return counts;
}

function tellTroubles() {
  const { troubles } = desk.state;
  const fresh = troublesSeen === null ? [] : troubles.slice(troublesSeen);
  troublesSeen = troubles.length;
  for (const one of fresh) toast(`Something went wrong: ${one}`);
}

function become(person) {
  desk.person = person;
  history.replaceState(null, "", `?as=${encodeURIComponent(person)}${location.hash}`);
  return refresh();
}

async function keepLooking() {
  try {
    await refresh();
  } finally {
    setTimeout(keepLooking, EVERY);
  }
}

window.addEventListener("hashchange", async () => {
  if (!desk.state) return;
  draw(modals.stamp());
  main.focus();
});
document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});
keepLooking();
