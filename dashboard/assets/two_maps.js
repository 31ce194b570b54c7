/* Two maps side by side, one for each side of a comparison: they look at the same part of the world,
   in the same scale, and each says which side it is. One of them is the first, which tells the page
   where they look; the other follows it and is followed. */
(() => {
  "use strict";

  const { element } = window.Dateline;
  const FRAMES = [".st-key-frame-map iframe", ".st-key-frame-map-other iframe"];
  const PATIENCE = 800; // milliseconds: longer than Leaflet takes to zoom

  class TwoMaps {
    constructor(map, options, markers, report) {
      Object.assign(this, { map, markers, other: options.other, words: options.words.maps });
      this.leads = !this.other;
      document.documentElement.classList.toggle("other", this.other);
      this.title = element("p", "side");
      this.title.hidden = true;
      document.body.append(this.title);
      this.buttons = this._addSwitch(report);
      map.on("zoomanim", ({ center, zoom }) => this._lead(center, zoom, true));
      map.on("move", () => this._lead(map.getCenter(), map.getZoom(), false));
      map.on("zoomend", () => { this.zooming = false; });
    }

    /** What the other frame has of this, once it is there. */
    get peer() {
      const frame = window.parent.document.querySelector(FRAMES[this.other ? 0 : 1]);
      return frame?.contentWindow?.Dateline?.twoMaps;
    }

    show({ maps, side }) {
      this.group.hidden = !maps || this.other;
      for (const button of this.buttons) button.setAttribute("aria-pressed", String(button.value === maps));
      this.title.hidden = !side;
      this.title.replaceChildren(...(side ? [element("b", "", side[0]), element("span", "", side[1])] : []));
      const titled = Boolean(side);
      if (document.documentElement.classList.toggle("titled", titled) !== this.titled) this.map.invalidateSize({ animate: false });
      this.titled = titled;
    }

    /** Where the first map looks, for the other one to begin there. */
    join() {
      const first = this.peer?.map;
      if (first) this.follow(first.getCenter(), first.getZoom(), false);
      this.leads = true;
    }

    _lead(center, zoom, animate) {
      if (!this.leads || this.following || this.zooming) return;
      this.zooming = animate;
      this.peer?.follow(center, zoom, animate);
    }

    follow(center, zoom, animate) {
      const { map } = this;
      const apart = map.project(center, zoom).distanceTo(map.project(map.getCenter(), zoom));
      if (zoom === map.getZoom() && apart < 1) return; // pixels
      clearTimeout(this.timer);
      this.following = true;
      const over = () => { this.following = false; };
      if (animate) {
        map.once("moveend", over);
        this.timer = setTimeout(over, PATIENCE);
      }
      if (zoom === map.getZoom()) map.panTo(center, { animate });
      else map.setView(center, zoom, { animate });
      if (!animate) over();
    }

    /** The same scale of circles on both: the wider of the two. */
    scale(drawn) {
      const { peer, markers } = this;
      if (!peer?.markers.widest || peer.markers.scaledFor !== markers.scaledFor) return;
      const widest = Math.max(markers.widest, peer.markers.widest);
      for (const each of [markers, peer.markers]) {
        if (each.widest >= widest) continue;
        each.widest = widest;
        each.layOut();
        if (each !== markers) peer.drawn?.();
      }
      this.drawn = drawn;
      drawn();
    }

    _addSwitch(report) {
      this.group = element("div", "maps leaflet-bar");
      this.group.hidden = true;
      this.group.setAttribute("role", "group");
      this.group.setAttribute("aria-label", this.words.group);
      const buttons = ["one", "two"].map((value) => {
        const button = element("button", "", this.words[value]);
        Object.assign(button, { type: "button", value });
        button.addEventListener("click", () => report({ maps: value }));
        return button;
      });
      this.group.append(...buttons);
      document.querySelector(".map-head").append(this.group);
      return buttons;
    }
  }

  window.Dateline.TwoMaps = TwoMaps;
})();
