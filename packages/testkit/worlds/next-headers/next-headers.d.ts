/** As Next.js 15 declares them: until then `cookies` and `headers` answered at once. */
declare module 'next/headers' {
  export interface Cookies {
    get(name: string): { name: string; value: string } | undefined
    set(name: string, value: string): Cookies
    getAll(): { name: string; value: string }[]
    [Symbol.iterator](): IterableIterator<[string, { name: string; value: string }]>
  }
  export function cookies(): Promise<Cookies>
  export function headers(): Promise<Headers>
}
