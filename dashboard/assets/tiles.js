/* A street map of tiles over the built-in one. Where its server does not answer, the page says so and
   the built-in map, which lies beneath, is all there is. */
(() => {
  "use strict";

  const PATIENCE = 12000; // milliseconds without a single tile
  const MOST_FAILED = 6; // tiles in a row

  class Tiles {
    constructor(map, source, words, changed) {
      Object.assign(this, { map, source, words, changed, failed: 0, silent: false });
      this.note = document.createElement("div");
      this.note.className = "tiles-note";
      this.note.setAttribute("role", "status");
      map.getContainer().append(this.note);
    }

    /** Whether tiles are what is seen. */
    get shown() {
      return Boolean(this.layer) && !this.silent;
    }

    show(wanted) {
      if (wanted && !this.layer) this.begin();
      if (!wanted && this.layer) this.end();
    }

    begin() {
      const { url, attribution, zoom } = this.source;
      Object.assign(this, { failed: 0, silent: false });
      this.layer = L.tileLayer(url, { maxZoom: 19, maxNativeZoom: zoom });
      this.layer.on("tileload", () => this.answered());
      this.layer.on("tileerror", () => ++this.failed >= MOST_FAILED && this.giveUp());
      this.layer.on("loading", () => this.wait());
      this.layer.on("load", () => clearTimeout(this.timer));
      this.layer.addTo(this.map);
      // Text and never HTML, whoever wrote the setting.
      const line = document.createElement("span");
      line.textContent = attribution;
      this.credit = line.innerHTML;
      this.map.attributionControl.addAttribution(this.credit);
    }

    end() {
      clearTimeout(this.timer);
      this.map.attributionControl.removeAttribution(this.credit);
      this.layer.remove();
      Object.assign(this, { layer: null, silent: false });
      this.note.textContent = "";
    }

    wait() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.giveUp(), PATIENCE);
    }

    answered() {
      clearTimeout(this.timer);
      this.failed = 0;
      if (!this.silent) return;
      this.silent = false;
      this.note.textContent = "";
      this.changed();
    }

    giveUp() {
      if (this.silent || !this.layer) return;
      this.silent = true;
      this.note.textContent = this.words.silent;
      this.changed();
    }
  }

  window.Dateline.Tiles = Tiles;
})();
