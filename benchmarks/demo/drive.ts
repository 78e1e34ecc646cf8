import autocannon, { type Request } from 'autocannon'

/** One load on one endpoint; a message to this process, which is no other's. */
export interface Load {
  readonly url: string
  readonly method: 'GET' | 'POST'
  /** `:id` stands for the customers from 1 to `ids`, in turn. */
  readonly path: string
  readonly ids: number
  readonly connections: number
  readonly seconds: number
}

/** What the clients saw. Latencies in milliseconds. */
export interface Measurement {
  readonly p50: number
  readonly p95: number
  readonly perSecond: number
  /** Requests that failed or were not answered with 200. */
  readonly failed: number
}

process.on('message', (load: Load) => {
  void drive(load).then((measurement) => process.send?.(measurement))
})

/**
 * Every connection asks once, which warms the server up. Where this round alone takes longer than the time to measure,
 * it is the measurement: cutting it off would count the luckiest connections only.
 */
async function drive(load: Load): Promise<Measurement> {
  const round = await run(load, { amount: load.connections })
  const measured = round.seconds >= load.seconds ? round : await run(load, { duration: load.seconds })
  const latencies = measured.latencies.sort((a, b) => a - b)
  return {
    p50: quantile(latencies, 0.5),
    p95: quantile(latencies, 0.95),
    perSecond: latencies.length / measured.seconds,
    failed: round.failed + measured.failed,
  }
}

interface Run {
  readonly latencies: number[]
  readonly failed: number
  readonly seconds: number
}

async function run(load: Load, length: { amount: number } | { duration: number }): Promise<Run> {
  const latencies: number[] = []
  let failed = 0
  let turn = 0
  const path = () => load.path.replace(':id', String(1 + (turn++ % load.ids)))
  const started = performance.now()
  let last = started
  await new Promise<void>((resolve, reject) => {
    const options = {
      url: load.url,
      connections: load.connections,
      timeout: 60,
      requests: [{ method: load.method, setupRequest: (request: Request) => ({ ...request, path: path() }) }],
      ...length,
    }
    const instance = autocannon(options, (error) => (error ? reject(error as Error) : resolve()))
    instance.on('response', (_client, status, _bytes, milliseconds) => {
      latencies.push(milliseconds)
      last = performance.now()
      if (status !== 200) failed += 1
    })
    instance.on('reqError', () => (failed += 1))
  })
  return { latencies, failed, seconds: (last - started) / 1000 }
}

/** Of sorted values. */
function quantile(values: readonly number[], share: number): number {
  return values[Math.max(0, Math.ceil(values.length * share) - 1)] ?? NaN
}
