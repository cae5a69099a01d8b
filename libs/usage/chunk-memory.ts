/** How long memory that nobody uses is kept for the next file, ms. */
const KEPT_MS = 10_000;

/** Bytes that grow in one place. */
export class Held {
  private memory = Buffer.alloc(0);
  private length = 0;

  get bytes(): Buffer {
    return this.memory.subarray(0, this.length);
  }

  /** @param most how many there will be, about, if the file has so many: a small one should not take the memory of a large one */
  add(more: Buffer, most: number): void {
    const needed = this.length + more.length;
    if (needed > this.memory.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, Math.min(4 * this.memory.length, most + SPARE)));
      this.memory.copy(larger, 0, 0, this.length);
      this.memory = larger;
    }
    more.copy(this.memory, this.length);
    this.length = needed;
  }

  clear(): void {
    this.length = 0;
  }
}

/** A chunk ends with the piece that fills it. */
const SPARE = 1 << 20;

/** What the chunks of one file are read into: two buffers that take turns. */
export class ChunkMemory {
  held = new Held();
  private other = new Held();

  /** Keeps what is behind `end` for the next chunk, in the other buffer: this chunk's bytes stay where they are. */
  turn(end: number, most: number): void {
    const { bytes } = this.held;
    this.other.clear();
    this.other.add(bytes.subarray(end), most);
    [this.held, this.other] = [this.other, this.held];
  }

  clear(): void {
    this.held.clear();
    this.other.clear();
  }
}

/**
 * Memory that goes from one file to the next. New memory for each has all objects of the process looked through again
 * and again, by the rule that much of it must be garbage, and costs more than reading the file.
 */
export class ChunkMemories {
  private readonly spare: ChunkMemory[] = [];
  private forgetting: NodeJS.Timeout | undefined;

  /** Lends memory for as long as `work` takes. That of work that failed is not lent again: some of it may still be on its way. */
  async lend<T>(work: (memory: ChunkMemory) => Promise<T>): Promise<T> {
    const memory = this.spare.pop() ?? new ChunkMemory();
    const result = await work(memory);
    memory.clear();
    this.spare.push(memory);
    clearTimeout(this.forgetting);
    this.forgetting = setTimeout(() => this.spare.splice(0), KEPT_MS).unref();
    return result;
  }
}
