/** Why asynchrony can't go on at a place, and the way out in words. */
export const BOUNDARY_REASONS = {
  constructor: 'A constructor can’t wait: load first in a static async factory, then construct.',
  accessor: 'A getter or setter can’t wait: make it a method (`getX()`).',
  'class-field': 'A field of a class can’t wait: set it in a static async factory.',
  'static-block': 'A static block can’t wait: move the query to an async function that is called once.',
  'default-parameter': 'A default value can’t wait: move it into the body (`x ??= await …`).',
  namespace: 'The body of a namespace can’t wait: move the query to an exported async function.',
  'sync-callback':
    'The function that takes this callback needs its result at once: query before it, and hand in the result.',
  'array-callback':
    'This array method needs the callback’s answer at once: query first into an array or `Map`, or write a loop.',
  render:
    'React needs this at once, each time it renders: load before, and hand the result in as a prop, or load in an event handler or with `use`.',
  'schema-refinement':
    'A schema that waits can only be parsed with `parseAsync`: check in the schema what needs no query, and query after parsing.',
  memoizer: 'It would keep the promise, a rejected one too: keep the result yourself once it has come.',
  'late-subscription':
    'Behind the new wait events may be lost that came meanwhile: subscribe first, or load before the emitter is made.',
  'reentrant-callback':
    'The next call may start before this one has ended: put the work into a queue that runs one after the other.',
  'done-callback':
    'A test that tells its end by a callback may answer no promise: take the callback away, and let the test return.',
  'unhandled-rejection': 'Nobody takes the rejection of this callback: wrap its whole body in `try` … `catch`.',
  'sync-transaction':
    'A synchronous transaction commits before the first `await`: use the asynchronous driver’s transaction.',
  'dependency-signature':
    'A library declares this signature: query before it is called, or use the library’s asynchronous form.',
  'unclassified-reference':
    'Nobody sees who calls the function from here: call it by its name, or give the place a type that takes a promise.',
  'sync-generator':
    'Whoever iterates this generator would have to wait: make it an async generator and its loops `for await`.',
  'type-predicate': 'A type predicate can’t wait: answer `Promise<boolean>` and narrow at the call.',
  'lazy-result':
    'An async function would run the query that it returns: return it inside an object, or split the function.',
  'no-twin':
    'No asynchronous form of this call is in reach: import the twin by name, or wrap the call in a function of your own and give that a twin.',
  kept: '`--keep` holds its signature: take it away, or migrate an entry, which makes an asynchronous twin beside it.',
  'no-room-for-twin':
    'Others call it too and stay synchronous, and no twin can stand beside it: make it a function or a method, or migrate its other callers with it.',
  'twin-name-taken':
    'Something else has the name of its asynchronous twin: rename that, or name twins in another way (`--twin-name`).',
  'commonjs-top-level': 'A CommonJS module can’t wait at its top level: put the code into an async `main()`.',
  'required-module':
    '`require` can’t load a module that waits at its top level: put the code into an async function that is called there.',
  'sibling-modules':
    'Modules that are imported after this one would run before it has finished: export an async function, and await it where they are used.',
  decorated:
    'A decorator calls this method and would take the promise for its result: make what the decorator answers async, by hand.',
  'unread-file':
    'A file that can’t be read as code, such as a component, names this function: change it there by hand, or rename it.',
  'json-or-coercion':
    'JavaScript itself calls this method and takes what it returns: query before, and keep the result in a field.',
} as const satisfies Record<string, string>

export type BoundaryReason = keyof typeof BOUNDARY_REASONS
