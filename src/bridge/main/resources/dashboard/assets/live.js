// Pages work without this. With it, a page that is open follows what happens: it asks for itself again and exchanges the
// parts that differ; a log that grows is read on from where it ended.
"use strict";
(() => {
  const main = document.getElementById("content");
  const often = main.dataset.live === "run" ? 2000 : 10000;
  let quiet = 0;
  let tag = "";

  // Nothing comes back when nothing is new.
  async function page() {
    const headers = tag ? { Accept: "text/html", "If-None-Match": tag } : { Accept: "text/html" };
    const answer = await fetch(location.pathname + location.search, { headers, cache: "no-store" });
    if (answer.status === 304) return null;
    if (!answer.ok) throw new Error(String(answer.status));
    tag = answer.headers.get("ETag") ?? "";
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }

  async function readOn() {
    const log = document.getElementById("log-text");
    if (!log) return;
    const answer = await fetch(`${log.dataset.source}?from=${log.dataset.next}`);
    if (!answer.ok) return;
    const more = await answer.text();
    if (more) log.append(more);
    log.dataset.next = answer.headers.get("X-Next-Offset");
  }

  function exchange(fresh) {
    for (const part of fresh.querySelectorAll("main > [id]")) {
      const old = document.getElementById(part.id);
      const startsLog = part.id === "log" && !document.getElementById("log-text");
      if (part.id === "log" && !startsLog) continue;
      if (!old) document.getElementById("log")?.before(part.cloneNode(true));
      else if (old.outerHTML !== part.outerHTML && !old.contains(document.activeElement)) old.replaceWith(part);
    }
    document.title = fresh.title;
    return "live" in fresh.getElementById("content").dataset;
  }

  async function follow() {
    let goOn = true;
    if (!document.hidden) {
      try {
        const fresh = await page();
        await readOn();
        goOn = fresh === null || exchange(fresh);
        quiet = 0;
        if (!goOn) location.reload();
      } catch {
        quiet = Math.min(quiet + 1, 5);
      }
    }
    if (goOn) setTimeout(follow, often * 2 ** quiet);
  }

  setTimeout(follow, often);
})();
