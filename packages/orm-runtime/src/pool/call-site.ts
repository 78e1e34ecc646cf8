import { fileURLToPath } from 'node:url'

/** A place in the program, found only when somebody asks. */
export interface CallSite {
  /** `/app/orders.ts:12`, or undefined where no frame of the program is near. */
  readonly place: () => string | undefined
}

// Frames of the runtime itself come first and async frames are rare, so a few are not enough and many cost time.
const frames = 24
const [own = '', ownSources = ''] = ['../', '../../src/'].map((path) => fileURLToPath(new URL(path, import.meta.url)))

/**
 * Remembers where the program is now. V8 walks the stack at once (10 to 25 microseconds) and makes text of it only when
 * `place` is called.
 */
export function captureCallSite(): CallSite {
  const trace: { stack?: string } = {}
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = frames
  Error.captureStackTrace(trace, captureCallSite)
  Error.stackTraceLimit = stackTraceLimit
  return { place: () => programFrame(String(trace.stack)) }
}

function programFrame(stack: string): string | undefined {
  for (const [, location = ''] of stack.matchAll(/^ +at (?:.*\()?(?:file:\/\/)?(.+?:\d+):\d+\)?$/gm)) {
    if (isProgram(location)) return location
  }
  return undefined
}

function isProgram(location: string): boolean {
  if (location.startsWith('node:') || location.includes('/node_modules/')) return false
  return !location.startsWith(own) && !location.startsWith(ownSources)
}
