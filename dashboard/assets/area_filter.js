/* Choosing by area: a rectangle or a polygon drawn on the map, or what the map shows. With a pointer
   corners are pressed; from the keyboard the map is moved beneath a cross, and Enter sets a corner.
   Escape gives up, Backspace takes the last corner back. */
(() => {
  "use strict";

  const ICONS = {
    rectangle: "M3 5h12v8H3z",
    polygon: "M9 2.5l6.5 5-2.5 8H5l-2.5-8z",
    view: "M2.5 6V3.5H6M12 3.5h3.5V6M15.5 12v2.5H12M6 14.5H2.5V12M6.5 7.5h5v3h-5z",
    clear: "M4 4l10 10M14 4L4 14",
  };

  function icon(path) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
    svg.setAttribute("viewBox", "0 0 18 18");
    svg.setAttribute("aria-hidden", "true");
    line.setAttribute("d", path);
    svg.append(line);
    return svg;
  }
  const round = (value) => Math.round(value * 1e4) / 1e4;

  class AreaFilter {
    constructor(map, words, report) {
      Object.assign(this, { map, words, report, corners: [], tool: "" });
      map.createPane("area").style.zIndex = 370;
      this.shape = L.polygon([], { pane: "area", interactive: false, className: "chosen-area" }).addTo(map);
      this.draft = L.polyline([], { pane: "area", interactive: false, className: "drawn-area" }).addTo(map);
      this.addTools();
      map.on("mousemove", (event) => this.follow(event.latlng));
      map.on("move", () => this.tool && this.pointer === "keys" && this.follow(map.getCenter()));
      // Before Leaflet and the markers see them.
      document.addEventListener("keydown", (event) => this.key(event), true);
    }

    addTools() {
      const bar = document.createElement("div");
      bar.className = "area-tools leaflet-bar";
      bar.setAttribute("role", "group");
      bar.setAttribute("aria-label", this.words.group);
      const button = (name, act) => {
        const node = document.createElement("button");
        Object.assign(node, { type: "button", title: this.words[name] });
        node.append(icon(ICONS[name]));
        node.setAttribute("aria-label", this.words[name]);
        node.addEventListener("click", act);
        return node;
      };
      this.buttons = {
        rectangle: button("rectangle", () => this.begin("rectangle")),
        polygon: button("polygon", () => this.begin("polygon")),
        view: button("view", () => this.view()),
        clear: button("clear", () => {
          this.buttons.view.focus(); // the pressed one goes
          this.send([]);
        }),
      };
      bar.append(...Object.values(this.buttons));
      const control = L.control({ position: "topleft" });
      control.onAdd = () => {
        L.DomEvent.disableClickPropagation(bar);
        return bar;
      };
      control.addTo(this.map);
      this.help = document.createElement("div");
      this.help.className = "area-help";
      this.help.setAttribute("role", "status");
      this.map.getContainer().append(this.help);
    }

    /** The area that is chosen: corners as [longitude, latitude]. */
    show(area) {
      this.shape.setLatLngs(area.map(([x, y]) => [y, x]));
      this.buttons.clear.hidden = !area.length;
    }

    get drawing() {
      return Boolean(this.tool);
    }

    begin(tool) {
      if (this.tool === tool) return this.end();
      this.end();
      Object.assign(this, { tool, pointer: "" });
      for (const [name, button] of Object.entries(this.buttons)) button.setAttribute("aria-pressed", String(name === tool));
      document.documentElement.classList.add("drawing");
      this.map.doubleClickZoom.disable();
      this.help.textContent = this.words[`${tool}Help`];
      this.map.getContainer().focus();
    }

    end() {
      Object.assign(this, { tool: "", corners: [] });
      this.draft.setLatLngs([]);
      this.help.textContent = "";
      for (const button of Object.values(this.buttons)) button.removeAttribute("aria-pressed");
      document.documentElement.classList.remove("drawing", "by-keys");
      setTimeout(() => this.map.doubleClickZoom.enable(), 300);
    }

    press(latlng) {
      if (!this.tool) return;
      const last = this.corners.at(-1);
      const near = (corner) => corner && this.map.latLngToContainerPoint(corner).distanceTo(this.map.latLngToContainerPoint(latlng)) < 8;
      // On the first corner, or twice on one spot, the polygon is finished.
      if (this.tool === "polygon" && (near(this.corners[0]) || near(last))) return this.finish();
      this.corners.push(latlng);
      if (this.tool === "rectangle" && this.corners.length === 2) return this.finish();
      this.follow(latlng);
    }

    finish() {
      if (this.tool === "rectangle" && this.corners.length === 2) {
        const [a, b] = this.corners;
        const [west, east] = [a.lng, b.lng].sort((x, y) => x - y), [south, north] = [a.lat, b.lat].sort((x, y) => x - y);
        // Corners in a line are no rectangle: the second is asked for again.
        if (!(west < east && south < north)) return void this.corners.pop();
        this.send([[west, south], [east, south], [east, north], [west, north]]);
      } else if (this.corners.length >= 3) {
        this.send(this.corners.map(({ lng, lat }) => [lng, lat]));
      } else {
        return;
      }
      this.end();
    }

    follow(latlng) {
      if (!this.tool || !this.corners.length) return;
      const [first] = this.corners;
      this.draft.setLatLngs(this.tool === "rectangle"
        ? [first, [first.lat, latlng.lng], latlng, [latlng.lat, first.lng], first]
        : [...this.corners, latlng, first]);
    }

    view() {
      const bounds = this.map.getBounds();
      const west = bounds.getWest(), east = Math.min(bounds.getEast(), west + 360);
      const south = Math.max(-90, bounds.getSouth()), north = Math.min(90, bounds.getNorth());
      this.send([[west, south], [east, south], [east, north], [west, north]]);
    }

    /** Longitudes are told from where the area begins, so that it stays in one piece. */
    send(corners) {
      const west = Math.min(...corners.map(([x]) => x));
      const turn = corners.length ? Math.floor((west + 180) / 360) * 360 : 0;
      this.report({ area: corners.map(([x, y]) => [round(x - turn), round(y)]) });
    }

    key(event) {
      if (!this.tool || event.target.closest?.("button, a")) return;
      const acts = {
        Enter: () => this.keyCorner(), " ": () => this.keyCorner(), Escape: () => this.end(),
        Backspace: () => { this.corners.pop(); this.follow(this.map.getCenter()); },
      };
      if (event.key.startsWith("Arrow")) this.byKeys();
      if (!acts[event.key]) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      acts[event.key]();
    }

    byKeys() {
      this.pointer = "keys";
      document.documentElement.classList.add("by-keys");
    }

    keyCorner() {
      this.byKeys();
      this.press(this.map.getCenter());
    }
  }

  window.Dateline.AreaFilter = AreaFilter;
})();
