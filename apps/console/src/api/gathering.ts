/** How long the first of many is waited with, ms; and how long at most while there is no end to them. */
const FIRST_MS = 300;
const LONGEST_MS = 5_000;

/**
 * Answers what comes close together at once: the first soon, and while more keeps coming less and less often. Of what
 * has the same key the first is enough.
 */
export class Gathering<Item> {
  private held = new Map<string, Item>();
  private wait = FIRST_MS;
  private answeredAt = 0;

  constructor(
    private readonly keyOf: (item: Item) => string,
    private readonly answer: (items: Item[]) => void,
  ) {}

  add(item: Item): void {
    if (this.held.size === 0) {
      // It was quiet for as long as was last waited: what comes now begins anew.
      if (Date.now() - this.answeredAt > this.wait) this.wait = FIRST_MS;
      setTimeout(() => this.settle(), this.wait);
    }
    const key = this.keyOf(item);
    if (!this.held.has(key)) this.held.set(key, item);
  }

  private settle(): void {
    const items = [...this.held.values()];
    this.held = new Map();
    this.answeredAt = Date.now();
    this.wait = Math.min(2 * this.wait, LONGEST_MS);
    this.answer(items);
  }
}
