// @ts-check
/**
 * Reads a post's code with the camera: `<form data-luwes-scan>` gets a button, and what was read goes into
 * its field `code` and is sent as if typed; see field.js. Where the browser reads no codes itself, the
 * library named in `data-reader` does, which the phone fetches ahead so that it is there without a signal.
 */

const OFTEN = 200; // milliseconds between two looks
const OURS = /\/hadir\/[^/]+/;

/** @typedef {(video: HTMLVideoElement) => Promise<string>} Reader what is seen, or nothing */

/** @returns {Promise<Reader | null>} */
const ofBrowser = async () => {
  const known = /** @type {any} */ (globalThis).BarcodeDetector;
  if (!known || !(await known.getSupportedFormats()).includes("qr_code")) return null;
  const detector = new known({ formats: ["qr_code"] });
  return async (video) => (await detector.detect(video))[0]?.rawValue ?? "";
};

/** @param {string} url @returns {Promise<Reader>} */
const ofLibrary = async (url) => {
  const scope = /** @type {any} */ (globalThis);
  if (!scope.jsQR) {
    await new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = url;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
  }
  const canvas = document.createElement("canvas");
  const paper = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  return async (video) => {
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    if (!canvas.width) return "";
    paper.drawImage(video, 0, 0);
    const { data, width, height } = paper.getImageData(0, 0, canvas.width, canvas.height);
    return scope.jsQR(data, width, height, { inversionAttempts: "dontInvert" })?.data ?? "";
  };
};

/** @param {HTMLFormElement} form */
const ready = (form) => {
  const view = /** @type {HTMLElement} */ (form.querySelector("[data-luwes-scan-view]"));
  const video = /** @type {HTMLVideoElement} */ (view.querySelector("video"));
  const told = /** @type {HTMLElement} */ (form.querySelector("[data-luwes-scan-words]"));
  const open = /** @type {HTMLButtonElement} */ (form.querySelector("[data-luwes-scan-open]"));
  const close = /** @type {HTMLButtonElement} */ (form.querySelector("[data-luwes-scan-close]"));
  const code = /** @type {HTMLInputElement} */ (form.elements.namedItem("code"));
  const url = form.dataset.reader ?? "";
  /** @type {MediaStream | null} */
  let stream = null;

  /** @param {string} words */
  const say = (words) => {
    told.textContent = words;
    told.hidden = !words;
  };
  const stop = () => {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    view.hidden = close.hidden = true;
    open.hidden = false;
  };
  /** @param {Reader} read */
  const look = async (read) => {
    while (stream) {
      const seen = await read(video).catch(() => "");
      if (stream && OURS.test(seen)) {
        stop();
        say("");
        code.value = seen;
        form.requestSubmit();
        return;
      }
      if (seen) say(form.dataset.notOurs ?? "");
      await new Promise((resolve) => setTimeout(resolve, OFTEN));
    }
  };
  open.addEventListener("click", async () => {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
      video.srcObject = stream;
      view.hidden = close.hidden = false;
      open.hidden = true;
      await video.play();
      const read = (await ofBrowser()) ?? (await ofLibrary(url));
      say(form.dataset.aim ?? "");
      await look(read);
    } catch {
      stop();
      say(form.dataset.noCamera ?? "");
      code.focus();
    }
  });
  close.addEventListener("click", () => {
    stop();
    say("");
  });
  document.addEventListener("visibilitychange", () => document.hidden && stop());
  open.hidden = false;
  ofBrowser().then((own) => own ?? fetch(url)).catch(() => null);
};

for (const form of document.querySelectorAll("form[data-luwes-scan]")) {
  if (form instanceof HTMLFormElement && navigator.mediaDevices?.getUserMedia) ready(form);
}
