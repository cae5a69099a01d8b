/** Where the installation keeps its files. */
export class FilesOptions {
  constructor(
    /** Directory that belongs to Docket alone; made if absent. */
    readonly dir: string,
  ) {}
}
