import { describe, expect, it } from 'vitest'
import { email, maxLength, maxValue, minLength, minValue, pattern, url } from 'orm-runtime'

/** A validator, the values that it accepts, and those that it refuses. */
const cases: Record<
  string,
  [validate: (value: never) => unknown, accepts: readonly unknown[], refuses: readonly unknown[]]
> = {
  'minLength of text and lists': [minLength(2), ['ab', 'abc', [1, 2], new Uint8Array(2)], ['', 'a', [1]]],
  'maxLength of text and lists': [maxLength(2), ['', 'ab', [1, 2]], ['abc', [1, 2, 3]]],
  'minValue of numbers': [minValue(3), [3, 4, Number.MAX_SAFE_INTEGER], [2.999, -5]],
  'maxValue of numbers': [maxValue(3), [3, -1], [3.001, 4]],
  'minValue of bigints': [minValue(2n ** 60n), [2n ** 60n, 2n ** 61n], [2n ** 60n - 1n]],
  'minValue of decimals, as numbers': [
    minValue('9.5'),
    ['9.50', '10.00', '123456789012345678.01'],
    ['9.49', '-10.00', '9'],
  ],
  'maxValue of decimals below nothing': [maxValue('-0.5'), ['-0.50', '-1'], ['-0.49', '0.00']],
  'minValue of days': [minValue('2026-01-31'), ['2026-01-31', '2026-02-01'], ['2026-01-30']],
  'maxValue of moments': [maxValue(new Date(5)), [new Date(5), new Date(0)], [new Date(6)]],
  'pattern, found anywhere unless it says otherwise': [pattern(/^a+$/), ['a', 'aaa'], ['', 'ab', 'b']],
  'pattern of a global expression, each time anew': [pattern(/a/g), ['a', 'ba', 'a', 'a'], ['b']],
  email: [
    email(),
    ['a@b.c', 'first.last+tag@sub.example.org', "o'neil@x.org"],
    ['', 'a', 'a@', '@b', 'a b@c.d', 'a@b..c', 'a@-b.c'],
  ],
  url: [
    url(),
    ['http://x.org', 'https://x.org:8080/p?q#f'],
    ['', 'x.org', '/path', 'javascript:alert(1)', 'ftp://x.org'],
  ],
  'url of other protocols': [url({ protocols: ['ftp:'] }), ['ftp://x.org'], ['http://x.org']],
}

describe.each(Object.entries(cases))('%s', (_name, [validate, accepts, refuses]) => {
  it.each(accepts.map((value) => [value]))('accepts %s', (value) => {
    expect(validate(value as never)).toBe(undefined)
  })
  it.each(refuses.map((value) => [value]))('refuses %s', (value) => {
    expect(validate(value as never)).toMatch(/\.$/)
  })
})
