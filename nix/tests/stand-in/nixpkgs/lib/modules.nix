# The module system: definitions are gathered, told apart by priority and order, and merged by their option's type.
{ lib }:
let
  inherit (builtins)
    any
    attrNames
    concatMap
    concatStringsSep
    filter
    foldl'
    head
    isAttrs
    isFunction
    isPath
    isString
    map
    mapAttrs
    removeAttrs
    sort
    ;
  inherit (lib)
    id
    concatMapStringsSep
    optional
    mkIf
    mkOverride
    mkOrder
    mkOptionDefault
    types
    ;
in
rec {
  showLoc = concatStringsSep ".";
  showFiles = defs: concatMapStringsSep ", " (d: toString d.file) defs;
  # [{file,value}] of attribute sets -> { name = [{file,value}] }, conditions pushed down
  groupDefs =
    defs:
    foldl' (
      acc: d:
      foldl' (
        a: n:
        a
        // {
          ${n} = (a.${n} or [ ]) ++ [
            {
              inherit (d) file;
              value = d.value.${n};
            }
          ];
        }
      ) acc (attrNames d.value)
    ) { } (concatMap pushDown defs);
  pushDown =
    d:
    let
      v = d.value;
      t = if isAttrs v then v._type or "" else "";
      again =
        f: map (x: x // { value = mapAttrs (_: f) x.value; }) (pushDown (d // { value = v.content; }));
    in
    if t == "merge" then
      concatMap (c: pushDown (d // { value = c; })) v.contents
    else if t == "if" then
      again (mkIf v.condition)
    else if t == "override" then
      again (mkOverride v.priority)
    else if t == "order" then
      again (mkOrder v.priority)
    else
      [ d ];
  discharge =
    d:
    let
      v = d.value;
      t = if isAttrs v then v._type or "" else "";
    in
    if t == "merge" then
      concatMap (c: discharge (d // { value = c; })) v.contents
    else if t == "if" then
      (if v.condition then discharge (d // { value = v.content; }) else [ ])
    else if t == "override" then
      map (x: x // { prio = v.priority; }) (discharge (d // { value = v.content; }))
    else if t == "order" then
      map (x: x // { order = v.priority; }) (discharge (d // { value = v.content; }))
    else
      [
        (
          {
            prio = 100;
            order = 1000;
          }
          // d
        )
      ];
  mergeOne =
    loc: type: defs:
    let
      ds = concatMap discharge defs;
      top = foldl' (a: d: if d.prio < a then d.prio else a) 9999 ds;
      kept = sort (a: b: a.order < b.order) (filter (d: d.prio == top) ds);
    in
    if ds == [ ] then
      type.empty or (throw "The option `${showLoc loc}' is used but not defined")
    else
      foldl' (
        ok: d:
        if type.check d.value then
          ok
        else
          throw "A definition for option `${showLoc loc}' is not of type `${type.description}', in ${toString d.file}"
      ) (type.merge loc kept) kept;

  evalModules =
    {
      modules,
      specialArgs ? { },
      args ? { },
      prefix ? [ ],
    }:
    let
      allArgs = {
        inherit lib;
        options = opts;
        config = config;
      }
      // args
      // specialArgs;
      load =
        file: m:
        if isPath m || isString m then
          load m (import m)
        else if isFunction m then
          load file (
            m (
              allArgs
              // mapAttrs (
                n: _:
                allArgs.${n} or (throw "a module in ${toString file} wants the argument ${n}, which nobody gives")
              ) (builtins.functionArgs m)
            )
          )
        else
          let
            structured = m ? config || m ? options;
            f = m._file or file;
          in
          concatMap (load f) (m.imports or [ ])
          ++ [
            {
              file = f;
              options = m.options or { };
              config =
                if structured then
                  m.config or { }
                else
                  removeAttrs m [
                    "_file"
                    "imports"
                  ];
            }
          ];
      loaded = concatMap (load "<unknown>") modules;
      mergeOptions =
        a: b:
        a
        // mapAttrs (
          n: v:
          if a ? ${n} then
            (
              if (a.${n}._type or "") == "option" || (v._type or "") == "option" then
                throw "The option `${n}' is declared twice"
              else
                mergeOptions a.${n} v
            )
          else
            v
        ) b;
      opts = foldl' mergeOptions { } (map (m: m.options) loaded);
      build =
        loc: os: defs:
        let
          grouped = groupDefs defs;
          unknown = filter (n: !(os ? ${n})) (attrNames grouped);
        in
        if unknown != [ ] && freeDefs loc unknown grouped then
          throw "The option `${showLoc (loc ++ [ (head unknown) ])}' does not exist. Definition in: ${
            showFiles grouped.${head unknown}
          }"
        else
          mapAttrs (
            n: o:
            if (o._type or "") == "option" then
              (o.apply or id) (
                mergeOne (loc ++ [ n ]) (o.type or types.anything) (
                  (grouped.${n} or [ ])
                  ++ optional (o ? default) {
                    file = "default";
                    value = mkOptionDefault o.default;
                  }
                )
              )
            else
              build (loc ++ [ n ]) o (grouped.${n} or [ ])
          ) os;
      # a definition under a false condition does not count
      freeDefs =
        _: names: grouped:
        any (n: concatMap discharge grouped.${n} != [ ]) names;
      config = build prefix opts (
        map (m: {
          inherit (m) file;
          value = m.config;
        }) loaded
      );
    in
    {
      inherit config;
      options = opts;
    };
}
