// Loaded into the served process (`--import`): answers each message with the longest stall of its event loop, in
// milliseconds, since the message before.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

if (isMainThread && process.send) {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  process.on('message', () => {
    // Later by a turn of the loop: a stall is recorded by the first timer after it.
    setTimeout(() => {
      process.send?.(delay.max / 1e6)
      delay.reset()
    }, 20)
  })
}
