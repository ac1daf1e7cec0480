/** Files taken into the bundle as text (Vite's `?raw`). */
declare module '*?raw' {
  const text: string;

  // biome-ignore lint/style/noDefaultExport: Vite gives it as one.
  export { text as default };
}
