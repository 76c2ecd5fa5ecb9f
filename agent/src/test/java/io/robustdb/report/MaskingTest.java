package io.robustdb.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MaskingTest {
  private final Masking masking = new Masking(false, null);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://ann:MARK@host:5432/db",
        "jdbc:postgresql://ann:MA@RK@host/db",
        "jdbc:postgresql://ann:a/MARK@host/db",
        "jdbc:postgresql://ann:a?MARK@host/db",
        "jdbc:postgresql://host/db?user=ann&password=MARK&ssl=true",
        "jdbc:postgresql://host/db?password=a,MARK",
        "jdbc:postgresql://host/db?password=a;MARK&ssl=true",
        "jdbc:postgresql://host/db?sslpassword=MARK",
        "jdbc:mysql://(host=h,user=ann,password=MARK)/db",
        "jdbc:mysql://address=(host=h)(password=MARK)/db",
        "jdbc:mysql://ann:MARK@(host=h)/db",
        "jdbc:mariadb://h/db?user=ann&password=MARK",
        "jdbc:mariadb://h/db?trustStorePassword=MARK&keyPassword=MARK",
        "jdbc:oracle:thin:scott/MARK@//host:1521/service",
        "jdbc:oracle:thin:scott/\"MARK\"@host",
        "jdbc:sqlserver://host;user=sa;password=MARK;encrypt=true",
        "jdbc:sqlserver://host;user=sa;password={a;MARK};encrypt=true",
        "jdbc:sqlserver://host;user=sa;password={a}}MARK};encrypt=true",
        "jdbc:sqlserver://host;password=my MARK;encrypt=true",
        "jdbc:sqlserver://host;accessToken=MARK",
        "jdbc:sqlserver://host;clientSecret=MARK;keyStoreSecret=MARK",
        "jdbc:derby:db;user=ann;password=MARK;bootPassword=MARK",
        "jdbc:h2:mem:db;USER=ann;PASSWORD=MARK",
        "jdbc:db2://host:50000/db:user=ann;password=MARK;",
        "jdbc:snowflake://host/?private_key_file_pwd=MARK&passcode=x"
      })
  void noSecretOfAUrlIsShown(String url) {
    assertThat(masking.url(url)).contains("jdbc:").doesNotContain("MARK");
    assertThat(masking.message("Cannot connect to " + url + " just now", url))
        .contains("Cannot connect")
        .doesNotContain("MARK");
    assertThat(masking.message("Cannot connect to " + url + " just now", null))
        .doesNotContain("MARK");
  }

  @Test
  void whatIsNoSecretStays() {
    assertThat(masking.url("jdbc:postgresql://host:5432/db?user=ann@corp&ssl=true"))
        .isEqualTo("jdbc:postgresql://host:5432/db?user=ann@corp&ssl=true");
    assertThat(masking.url("jdbc:postgresql://host/db?user=a&password=b&ssl=true"))
        .isEqualTo("jdbc:postgresql://host/db?user=a&password=***&ssl=true");
    assertThat(masking.message("ERROR: relation \"orders\" does not exist", null))
        .isEqualTo("ERROR: relation \"orders\" does not exist");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM t WHERE a = 'MARK'",
        "SELECT * FROM t WHERE a = 'it''s MARK'",
        "SELECT 'C:\\', 'MARK'",
        "SELECT 'a\\'MARK', 'b'",
        "SELECT $$MARK$$, $x$it's MARK$x$",
        "SELECT * FROM t WHERE a = \"MARK\"",
        "INSERT INTO t VALUES (1, \"MARK\")",
        "INSERT INTO t VALUES (E'a\\\\MARK', N'MARK', X'MARK')",
        "ALTER USER ann PASSWORD MARK",
        "ALTER USER ann IDENTIFIED BY MARK",
        "ALTER USER ann IDENTIFIED BY \"MARK\"",
        "CREATE USER ann IDENTIFIED WITH plugin BY 'MARK'",
        "CREATE LOGIN ann WITH PASSWORD = MARK",
        "SELECT 1 /* MARK */ -- MARK",
        "SELECT 'a -- MARK'",
        "SELECT 'unfinished MARK",
      })
  void noLiteralOfASqlIsShown(String sql) {
    assertThat(masking.sql(sql)).isNotBlank().doesNotContain("MARK");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          SELECT a1 FROM t2 WHERE b = 4711   | SELECT a1 FROM t2 WHERE b = ?
          SELECT * FROM t WHERE a > -1.5e10  | SELECT * FROM t WHERE a > -?
          SELECT * FROM t WHERE a = 0xCAFE   | SELECT * FROM t WHERE a = ?
          SELECT * FROM "Orders" o           | SELECT * FROM "Orders" o
          SELECT * FROM "public"."Orders"    | SELECT * FROM "public"."Orders"
          UPDATE t SET a = ? WHERE id = ?    | UPDATE t SET a = ? WHERE id = ?
          SELECT 1                           | SELECT 1
          SELECT 1 FROM DUAL                 | SELECT 1 FROM DUAL
          VALUES 1                           | VALUES 1
          """)
  void whatIsNoLiteralStays(String sql, String shown) {
    assertThat(masking.sql(sql)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ERROR: duplicate key\n  Detail: Key (name)=(MARK) already exists.",
        "ERROR: null value\n  Detail: Failing row contains (1, MARK, null).",
        "The duplicate key value is (MARK).",
        "Duplicate entry 'MARK' for key 'name'",
        "ERROR: invalid input syntax for type integer: \"MARK\"",
        "Data conversion error converting \"MARK\"",
        "ERROR: syntax error at or near \"MARK\"",
        "bad properties {user=ann, password=MARK}",
        "login failed, password: MARK",
        "Unique index violation; SQL statement:\nINSERT INTO t VALUES ('MARK')"
      })
  void noValueInAMessageIsShown(String message) {
    assertThat(masking.message(message, null)).isNotBlank().doesNotContain("MARK");
  }

  @Test
  void aSecretOfTheUrlIsNotShownWhereverAMessageHasIt() {
    String url = "jdbc:postgresql://host/db?user=ann&password=hunter22";

    assertThat(masking.message("tried hunter22 in vain", url)).isEqualTo("tried *** in vain");
  }

  @Test
  void rawShowsLiteralsButNoPassword() {
    Masking raw = new Masking(true, null);

    assertThat(raw.sql("SELECT 'a' WHERE b = 1")).isEqualTo("SELECT 'a' WHERE b = 1");
    assertThat(raw.sql("ALTER USER a PASSWORD 'MARK'")).doesNotContain("MARK");
    assertThat(raw.url("jdbc:h2:mem:x;PASSWORD=MARK")).doesNotContain("MARK");
  }
}
