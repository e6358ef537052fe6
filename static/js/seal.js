// Seals what was written to the server's public key, before it touches storage. The tablet cannot
// open it again. Version 1 of the envelope; its fields are told in docs/offline.md.

const BOUND = ["v", "id", "kind", "child_id", "day", "shift", "written_at", "device", "number", "key"];
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const KEY_AND_NONCE_BITS = 44 * 8;
const INFO = new TextEncoder().encode("institution entry 1");

export function toText(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

export function toBytes(text) {
  const raw = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(raw, (sign) => sign.charCodeAt(0));
}

async function secret(serverKey) {
  const own = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", own.publicKey));
  const server = await crypto.subtle.importKey("raw", toBytes(serverKey), CURVE, false, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: server }, own.privateKey, 256);
  const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveBits"]);
  const made = await crypto.subtle.deriveBits(
    { name: "HKDF", hash: "SHA-256", salt: point, info: INFO },
    base,
    KEY_AND_NONCE_BITS,
  );
  return { point, key: made.slice(0, 32), nonce: made.slice(32) };
}

async function lock(serverKey) {
  const { point, key, nonce } = await secret(serverKey);
  const cipher = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  return { point, cipher, nonce };
}

let next = null;

// Makes the lock for the next entry while somebody still writes it, so that saving is quick.
export function prepare(serverKey) {
  if (next && next.serverKey === serverKey) return;
  next = { serverKey, made: lock(serverKey) };
  next.made.catch(() => (next = null));
}

// Each lock is used once.
function taken(serverKey) {
  const ready = next && next.serverKey === serverKey ? next.made : lock(serverKey);
  next = null;
  return ready;
}

export async function seal(head, inside, serverKey) {
  const { point, cipher, nonce } = await taken(serverKey);
  const encoder = new TextEncoder();
  const bound = encoder.encode(BOUND.map((name) => String(head[name])).join("|"));
  const closed = new Uint8Array(
    await crypto.subtle.encrypt(
      { name: "AES-GCM", iv: nonce, additionalData: bound },
      cipher,
      encoder.encode(JSON.stringify(inside)),
    ),
  );
  const body = new Uint8Array(point.length + closed.length);
  body.set(point);
  body.set(closed, point.length);
  return { ...head, body: toText(body) };
}
