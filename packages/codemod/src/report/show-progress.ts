import { Presets, SingleBar } from 'cli-progress'
import type { Surroundings } from '../surroundings.ts'

/** Says what is going on at the moment, on stderr. */
export interface Progress {
  readonly step: (says: string) => void
  /** Leaves the terminal as it was. */
  readonly stop: () => void
}

/** A bar on a terminal, a line for each step elsewhere. */
export function showProgress({ stderr, environment }: Surroundings, steps: number): Progress {
  if (!stderr.isTTY || environment['TERM'] === 'dumb')
    return { step: (says) => void stderr.write(`${says}…\n`), stop: () => undefined }
  const bar = new SingleBar(
    {
      stream: stderr,
      format: '{bar} {says}…',
      barsize: 20,
      hideCursor: true,
      clearOnComplete: true,
      // The work does not let timers run: every step is drawn when it is told.
      synchronousUpdate: true,
      linewrap: true,
    },
    Presets.shades_classic,
  )
  let done = 0
  return {
    step: (says) => {
      if (!bar.isActive) bar.start(steps, done, { says })
      bar.update(Math.min(done++, steps), { says })
    },
    stop: () => bar.stop(),
  }
}
