/** A fixture that can't be read. Its message begins with the page and the line, and ends with how to go on. */
export class FixtureError extends Error {
  override readonly name = 'FixtureError'

  constructor(place: Place, fact: string) {
    super(`${place.file}:${place.line}: ${fact}`)
  }
}

/** A line of a fixture page; the first line is 1. */
export interface Place {
  readonly file: string
  readonly line: number
}
