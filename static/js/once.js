// A behaviour listens once on the document, so that parts replaced later need no new listeners.

export function once(bind) {
  let bound = false;
  return () => {
    if (!bound) {
      bound = true;
      bind();
    }
  };
}
