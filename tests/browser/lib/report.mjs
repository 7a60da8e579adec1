// Counts what was asked and keeps what was found.

/** Where something is: a page, perhaps a width, a view, an element. */
function place({ page, width, view, element }) {
  return [page, width && `${width}px`, view, element].filter(Boolean).join(' | ');
}

/** What the proofs found: `expect` counts, `part` says how long a proof took. */
export class Report {
  passed = 0;
  faults = [];

  /** One thing asked: either it is so, or it is a fault at a place. */
  expect(ok, at, fault) {
    if (ok) this.passed += 1;
    else this.faults.push(`${this.name}: ${place(at)}: ${fault}`);
    return Boolean(ok);
  }

  /** Nothing may be in the list; every entry is a fault. */
  none(list, at) {
    if (list.length === 0) this.passed += 1;
    for (const one of list) this.expect(false, { ...at, element: one.element ?? at.element }, one.fault ?? one);
  }

  /** Run one proof, say how long it took and how it went, and print its faults. */
  async part(name, run) {
    this.name = name;
    const [from, passed, faults] = [performance.now(), this.passed, this.faults.length];
    try {
      await run();
    } catch (error) {
      this.expect(false, {}, error.stack);
    }
    const seconds = ((performance.now() - from) / 1000).toFixed(1).padStart(6);
    console.log(`${seconds} s  ${name}: ${this.passed - passed} passed, ${this.faults.length - faults} failed`);
    for (const fault of this.faults.slice(faults)) console.error(fault);
  }

  /** Print the counts; true where all is well. */
  end() {
    console.log(`${this.passed} passed, ${this.faults.length} failed`);
    return this.faults.length === 0 && this.passed > 0;
  }
}
