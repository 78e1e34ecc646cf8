/**
 * Calls an asynchronous function for each row, at most `limit` at a time, and answers the results in the order of the
 * rows. After a failure no further row is begun; it rejects with the first error in the order of the rows once what
 * had begun has settled.
 */
export async function mapConcurrent<Row, Result>(
  rows: Iterable<Row>,
  limit: number,
  map: (row: Row, index: number) => PromiseLike<Result> | Result,
): Promise<Result[]> {
  if (!Number.isInteger(limit) || limit < 1)
    throw new RangeError(`mapConcurrent takes a limit of 1 or more, not ${limit}.`)
  const entries = [...rows].entries()
  const results: Result[] = []
  const failures: { readonly index: number; readonly error: unknown }[] = []
  const work = async () => {
    for (const [index, row] of entries) {
      if (failures.length > 0) return
      try {
        results[index] = await map(row, index)
      } catch (error) {
        failures.push({ index, error })
      }
    }
  }
  await Promise.all(Array.from({ length: limit }, work))
  const [first] = failures.sort((a, b) => a.index - b.index)
  if (first) throw first.error
  return results
}
