/** What the adapters need of Node's `ServerResponse`. */
export interface ClosingResponse {
  /** True once all of the response was handed to the network. */
  readonly writableFinished: boolean
  once(event: 'close', listener: () => void): unknown
}

/** A signal that aborts when the connection closes before the response is complete: the client has gone. */
export function clientSignal(response: ClosingResponse): AbortSignal {
  const controller = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) controller.abort(clientGone())
  })
  return controller.signal
}

/** Why the queries of a request are aborted. */
export function clientGone(): DOMException {
  return new DOMException('The client has disconnected.', 'AbortError')
}
