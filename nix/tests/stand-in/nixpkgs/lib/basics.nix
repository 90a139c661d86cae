# Lists, strings and attribute sets, as nixpkgs' lib has them.
let
  basics = rec {
    inherit (builtins)
      attrNames
      attrValues
      concatLists
      concatMap
      elem
      elemAt
      filter
      foldl'
      fromJSON
      getAttr
      hasAttr
      head
      isAttrs
      isBool
      isFunction
      isInt
      isList
      isPath
      isString
      length
      listToAttrs
      map
      mapAttrs
      match
      readFile
      replaceStrings
      removeAttrs
      tail
      toJSON
      toString
      concatStringsSep
      genList
      stringLength
      substring
      sort
      any
      all
      ;
    id = x: x;
    last = l: elemAt l (length l - 1);
    splitString = sep: s: filter isString (builtins.split sep s);
    const = x: _: x;
    flip =
      f: a: b:
      f b a;
    optional = c: x: if c then [ x ] else [ ];
    optionals = c: x: if c then x else [ ];
    optionalString = c: x: if c then x else "";
    optionalAttrs = c: x: if c then x else { };
    nameValuePair = name: value: { inherit name value; };
    filterAttrs =
      f: s: listToAttrs (concatMap (n: optional (f n s.${n}) (nameValuePair n s.${n})) (attrNames s));
    mapAttrs' = f: s: listToAttrs (map (n: f n s.${n}) (attrNames s));
    mapAttrsToList = f: s: map (n: f n s.${n}) (attrNames s);
    genAttrs = ns: f: listToAttrs (map (n: nameValuePair n (f n)) ns);
    imap0 = f: l: genList (i: f i (elemAt l i)) (length l);
    imap1 = f: l: genList (i: f (i + 1) (elemAt l i)) (length l);
    hasPrefix = p: s: substring 0 (stringLength p) s == p;
    hasSuffix =
      p: s: stringLength s >= stringLength p && substring (stringLength s - stringLength p) (-1) s == p;
    concatMapStringsSep =
      sep: f: l:
      concatStringsSep sep (map f l);
    concatLines = l: concatStringsSep "" (map (s: s + "\n") l);
    makeBinPath = makeSearchPath "bin";
    makeSearchPath = folder: ps: concatMapStringsSep ":" (p: "${p}/${folder}") ps;
    getExe = p: "${p}/bin/${p.meta.mainProgram or p.pname}";
    getExe' = p: n: "${p}/bin/${n}";
    getName = p: p.pname or p.name;
    importJSON = f: fromJSON (readFile f);
    recursiveUpdate =
      a: b:
      a
      // mapAttrs (
        n: v: if a ? ${n} && isAttrs a.${n} && isAttrs v then recursiveUpdate a.${n} v else v
      ) b;
    attrByPath =
      p: d: s:
      if p == [ ] then
        s
      else if isAttrs s && s ? ${head p} then
        attrByPath (tail p) d s.${head p}
      else
        d;
    escapeShellArg = s: "'${replaceStrings [ "'" ] [ "'\\''" ] (toString s)}'";
    licenses = {
      agpl3Plus = { };
      gpl3Plus = { };
    };
    platforms.linux = [ "x86_64-linux" ];
    fileset = {
      toSource =
        a:
        builtins.deepSeq (map (
          f: if builtins.pathExists f then f else throw "there is no ${toString f}"
        ) a.fileset) "/nix/store/source";
      unions = l: l;
    };
    literalExpression = t: {
      _type = "literalExpression";
      text = t;
    };

  };
in
basics
