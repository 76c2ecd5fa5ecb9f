"use strict";
(() => {
  const EVERY_MILLIS = 2000;
  /** The JVM is to spend no more than a small part of its time on being looked at. */
  const PAUSE_FACTOR = 10;
  /** Nobody reads more, and the browser is to stay quick. */
  const SHOWN = 100;
  const OPEN = ["still-open", "would-close"];
  const {COLOURS, axis, marksPlugin, markKeys} = robustdbTimeline;
  const token = new URLSearchParams(location.search).get("token") || "";
  const byId = (id) => document.getElementById(id);
  let chart = null;
  let drawn = "";
  let marks = [];

  const get = async (path) => {
    const answer = await fetch(path + "?token=" + encodeURIComponent(token), {cache: "no-store"});
    if (!answer.ok) {
      throw new Error((await answer.text()).trim());
    }
    return answer.json();
  };

  const time = (millis) => {
    const seconds = Math.max(0, millis) / 1000;
    return seconds < 60 ? seconds.toFixed(1) + " s"
        : Math.floor(seconds / 60) + " min " + Math.floor(seconds % 60) + " s";
  };

  const place = (finding) => {
    const site = finding.site;
    return site ? site.class + "." + site.method + (site.file ? "(" + site.file + ":" + site.line + ")" : "")
        : finding.openedBefore ? "(before robustdb came)" : "";
  };

  const cell = (row, text, kind) => {
    const made = document.createElement("td");
    if (kind === "code") {
      const code = document.createElement("code");
      code.textContent = text;
      made.append(code);
    } else {
      made.textContent = text;
      made.className = kind || "";
    }
    row.append(made);
  };

  const showReport = (report) => {
    const open = report.totals.open;
    byId("who").textContent = (report.jvm.main || "") + ", JVM " + report.jvm.pid;
    byId("counts").textContent =
        open.connection + " connections, " + open.checkout + " checkouts, " + open.pool + " pools open";
    const rows = [];
    let places = 0;
    for (const finding of report.findings) {
      const now = finding.instances.filter((each) => OPEN.includes(each.outcome));
      if (now.length === 0 || finding.resource === "pool") { // a pool is meant to be open
        continue;
      }
      places++;
      if (places > SHOWN) {
        continue;
      }
      const oldest = now.reduce((one, other) => (one.opened <= other.opened ? one : other));
      const row = document.createElement("tr");
      cell(row, OPEN.reduce((sum, outcome) => sum + (finding.outcomes[outcome] || 0), 0), "number");
      cell(row, finding.resource);
      cell(row, finding.pool || "");
      cell(row, (finding.openedBefore ? ">" : "") + time(Date.parse(report.jvm.ended) - Date.parse(oldest.opened)), "number");
      cell(row, place(finding), "code");
      cell(row, oldest.thread || "");
      cell(row, oldest.serverSession || "", "number");
      cell(row, oldest.lastSql || "", "code");
      rows.push(row);
    }
    byId("open").replaceChildren(...rows);
    byId("none").hidden = places > 0;
    byId("more").textContent = "The first " + SHOWN + " of " + places + " places.";
    byId("more").hidden = places <= SHOWN;
  };

  const showPools = (now) => {
    const names = now.pools.map((pool) => pool.name);
    marks = now.marks;
    byId("marks").replaceChildren(...markKeys(now));
    const data = [now.millis.map((millis) => millis / 1000), ...now.pools.map((pool) =>
        pool.checkouts.map((count) => (count < 0 ? null : count)))];
    const style = getComputedStyle(document.documentElement);
    const look = style.getPropertyValue("--text") + names.join("\n");
    if (chart !== null && look === drawn) {
      chart.setData(data);
      return;
    }
    if (chart !== null) {
      chart.destroy();
    }
    drawn = look;
    const series = names.map((name, index) =>
        ({label: name, stroke: COLOURS[index % COLOURS.length], width: 2, points: {show: false}}));
    chart = new uPlot({
      width: byId("chart").clientWidth,
      height: 220,
      series: [{}, ...series],
      axes: [axis(), {...axis(), incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]}],
      scales: {y: {range: (self, least, most) => [0, Math.max(1, most || 0)]}},
      plugins: [marksPlugin(() => marks)],
    }, data, byId("chart"));
  };

  const refresh = async () => {
    const began = performance.now();
    try {
      showReport(await get("report.json"));
      showPools(await get("now.json"));
      byId("state").textContent = "as of " + new Date().toLocaleTimeString();
      byId("state").className = "soft";
    } catch (failure) {
      byId("state").textContent = "no answer: " + failure.message;
      byId("state").className = "lost";
    }
    setTimeout(refresh, Math.max(EVERY_MILLIS, PAUSE_FACTOR * (performance.now() - began)));
  };

  addEventListener("resize", () => {
    if (chart !== null) {
      chart.setSize({width: byId("chart").clientWidth, height: 220});
    }
  });
  refresh();
})();
