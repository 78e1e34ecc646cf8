import { UsageError } from 'orm-runtime'
import { Product } from '../shop-models.ts'

class Refused extends RangeError {
  override name = 'Refused'
  code = 'E_REFUSED'
  limit = { most: 3 }
  retry = () => 1
}

/** What each name throws. */
const thrown: Readonly<Record<string, () => unknown>> = {
  own: () => new Refused('Too many', { cause: new TypeError('not a number', { cause: 'because' }) }),
  usage: () => new UsageError('Wrong', { hint: 'Do it right.' }),
  group: () => new AggregateError([new RangeError('first'), 2], 'Two'),
  text: () => 'just text',
  function: () => () => 1,
  ring: () => {
    const ring = new Error('ring')
    ring.cause = ring
    return ring
  },
}

export function fail(name: string): never {
  throw thrown[name]?.()
}

export const countProducts = () => Product.objects.count()
