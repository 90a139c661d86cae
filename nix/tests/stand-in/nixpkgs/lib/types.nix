# The types of options that this repository uses.
{ lib }:
let
  inherit (builtins)
    all
    concatMap
    elem
    elemAt
    foldl'
    head
    isAttrs
    isBool
    isFunction
    isInt
    isList
    isPath
    isString
    length
    mapAttrs
    match
    tail
    toJSON
    concatStringsSep
    ;
  inherit (lib)
    hasPrefix
    imap1
    showLoc
    showFiles
    mergeOne
    groupDefs
    evalModules
    ;
  leaf = description: check: {
    inherit description check;
    merge =
      loc: defs:
      if length defs == 1 || all (d: d.value == (head defs).value) defs then
        (head defs).value
      else
        throw "The option `${showLoc loc}' has conflicting definition values in ${showFiles defs}";
  };
  isDrv = x: isAttrs x && (x ? outPath || x.type or "" == "derivation");
in
rec {
  bool = leaf "boolean" isBool;
  int = leaf "signed integer" isInt;
  str = leaf "string" isString;
  singleLineStr = str;
  nonEmptyStr = leaf "non-empty string" (x: isString x && x != "");
  package = leaf "package" isDrv;
  path = leaf "absolute path" (x: isPath x || isDrv x || (isString x && hasPrefix "/" x));
  raw = leaf "raw value" (_: true);
  unspecified = anything;
  strMatching = r: leaf "string matching the pattern ${r}" (x: isString x && match r x != null);
  enum = vs: leaf "one of ${toJSON vs}" (x: elem x vs);
  port = leaf "16 bit unsigned integer" (x: isInt x && x >= 0 && x <= 65535);
  ints = {
    unsigned = leaf "unsigned integer" (x: isInt x && x >= 0);
    positive = leaf "positive integer" (x: isInt x && x > 0);
    between =
      a: b: leaf "integer between ${toString a} and ${toString b}" (x: isInt x && x >= a && x <= b);
  };
  separatedString = sep: {
    description = "strings";
    check = isString;
    merge = _: defs: concatStringsSep sep (map (d: d.value) defs);
  };
  lines = separatedString "\n";
  commas = separatedString ",";
  nullOr = t: {
    description = "null or ${t.description}";
    check = x: x == null || t.check x;
    merge = loc: defs: if all (d: d.value == null) defs then null else t.merge loc defs;
  };
  either = a: b: {
    description = "${a.description} or ${b.description}";
    check = x: a.check x || b.check x;
    merge = loc: defs: if all (d: a.check d.value) defs then a.merge loc defs else b.merge loc defs;
  };
  oneOf = ts: foldl' either (head ts) (tail ts);
  listOf = t: {
    description = "list of ${t.description}";
    check = isList;
    empty = [ ];
    merge =
      loc: defs:
      concatMap (
        d: imap1 (i: v: mergeOne (loc ++ [ "[${toString i}]" ]) t [ (d // { value = v; }) ]) d.value
      ) defs;
  };
  attrsOf = t: {
    description = "attribute set of ${t.description}";
    check = isAttrs;
    empty = { };
    merge = loc: defs: mapAttrs (n: vs: mergeOne (loc ++ [ n ]) t vs) (groupDefs defs);
  };
  lazyAttrsOf = attrsOf;
  anything = {
    description = "anything";
    check = _: true;
    merge =
      loc: defs:
      if length defs == 1 then
        (head defs).value
      else if all (d: isAttrs d.value) defs then
        (attrsOf anything).merge loc defs
      else if all (d: isList d.value) defs then
        concatMap (d: d.value) defs
      else
        (leaf "value" (_: true)).merge loc defs;
  };
  attrs = anything;
  submoduleWith = { modules, ... }: {
    description = "submodule";
    check = x: isAttrs x || isFunction x || isPath x;
    empty = { };
    merge =
      loc: defs:
      (evalModules {
        prefix = loc;
        args.name = elemAt loc (length loc - 1);
        modules =
          modules
          ++ map (d: {
            _file = d.file;
            config = d.value;
          }) defs;
      }).config;
  };
  submodule = m: submoduleWith { modules = if isList m then m else [ m ]; };
}
