import ts from 'typescript'

/** How the compiler reads JavaScript that has no tsconfig; absolute imports begin at the folder. */
export function untypedOptions(folder: string): ts.CompilerOptions {
  return {
    allowJs: true,
    checkJs: false,
    noEmit: true,
    // Types that contradict each other are no one's fault here.
    skipLibCheck: true,
    target: ts.ScriptTarget.ESNext,
    // It resolves what Node and bundlers do: names without an extension, folders, `require` beside `import`.
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    // Node and bundlers give each file a scope of its own, whether it imports anything or not.
    moduleDetection: ts.ModuleDetectionKind.Force,
    jsx: ts.JsxEmit.Preserve,
    maxNodeModuleJsDepth: 0,
    // Whatever types the package has installed, globals of test runners among them: since TypeScript 6 it has to be said.
    types: ['*'],
    // Meteor's absolute imports begin at the application.
    paths: { '/*': [`${folder}/*`] },
  }
}
