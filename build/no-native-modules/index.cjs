exports.rebuild = async () => {
  throw new Error(
    'The tray app has no native modules, so @electron/rebuild is replaced: see overrides in package.json.',
  );
};
