// The tablet's own small database. A write is done when the disk has it, not before.

const NAME = "institution";
let opened = null;

function open() {
  if (!opened) {
    opened = new Promise((resolve, reject) => {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("outbox", { keyPath: "id" });
        asked.result.createObjectStore("shifts", { keyPath: "id" });
        asked.result.createObjectStore("state");
      };
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    opened.catch(() => {
      opened = null;
    });
  }
  return opened;
}

// Does some requests in one transaction; resolves with what `work` gave once it is complete.
export async function write(stores, work) {
  const db = await open();
  return new Promise((resolve, reject) => {
    const change = db.transaction(stores, "readwrite", { durability: "strict" });
    const given = work((name) => change.objectStore(name));
    change.oncomplete = () => resolve(given);
    change.onerror = () => reject(change.error);
    change.onabort = () => reject(change.error || new Error("aborted"));
  });
}

async function read(name, ask) {
  const db = await open();
  return new Promise((resolve, reject) => {
    const asked = ask(db.transaction(name).objectStore(name));
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

export const all = (name) => read(name, (store) => store.getAll());
export const some = (name, prefix) =>
  read(name, (store) => store.getAll(IDBKeyRange.bound(prefix, `${prefix}\uffff`)));
export const get = (name, key) => read(name, (store) => store.get(key));
