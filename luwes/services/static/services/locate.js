// @ts-check
/** A button that puts the browser's position into the fields of latitude and longitude beside it. */

for (const button of document.querySelectorAll("[data-luwes-locate]")) {
  if (!(button instanceof HTMLButtonElement) || !navigator.geolocation) continue;
  button.hidden = false;
  const box = button.closest("[data-luwes-point]");
  const say = box?.querySelector("[data-luwes-located]");
  button.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const [lat, lon] = box?.querySelectorAll("input") ?? [];
        if (lat && lon) [lat.value, lon.value] = [coords.latitude.toFixed(6), coords.longitude.toFixed(6)];
        if (say) say.textContent = button.dataset.done ?? "";
      },
      () => {
        if (say) say.textContent = button.dataset.failed ?? "";
      },
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
    );
  });
}
