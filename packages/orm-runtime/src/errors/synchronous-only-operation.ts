/** A blocking call where it would stop the event loop for everybody. */
export class SynchronousOnlyOperation extends Error {
  override readonly name = 'SynchronousOnlyOperation'
}
